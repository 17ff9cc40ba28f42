"""Consents without a database: who has to sign what, the words of the papers, their blanks."""
