"""Tables that people bring: .xlsx, .csv, rows pasted from Excel. What their columns mean is told by the apps."""
