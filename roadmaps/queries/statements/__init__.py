"""The SQL of the pages opened most: one statement a page, its lists named fields of one row."""
