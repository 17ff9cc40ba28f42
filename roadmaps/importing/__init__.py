"""Reading roadmap documents (Word, Excel, CSV, pasted rows) into stages and activities. No database, no network."""
