"""A paper as a Word file: written, read back by the names of its styles, compared with the draft."""
