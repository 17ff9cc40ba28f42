"""Pure: what an indicator is worth, how its cells are read and said, periods, trend, built-in sets."""
