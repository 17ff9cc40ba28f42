"""Tables as files. A view describes what it shows as a `table.Sheet`; `xlsx`, `docx` and `pdf` write it."""
