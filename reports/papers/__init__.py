"""Reports as values: one `model.Report` is the page, the PDF, the Word file and the spreadsheet. Pure."""
