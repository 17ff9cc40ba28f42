"""A paper for the eye and for the printer: HTML, PDF, plain text; no-break spaces, hidden names, pictures."""
