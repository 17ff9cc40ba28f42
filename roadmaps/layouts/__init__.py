"""How the rows of a roadmap are laid out besides the table: a strip of time, a month, by responsible. Pure."""
