"""Tables as files. A view describes what it shows as a `model.Sheet`; `xlsx`, `docx` and `pdf` write it."""
