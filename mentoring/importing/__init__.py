"""Spreadsheets of people: what their columns mean, what their cells say. No database, no clock."""
