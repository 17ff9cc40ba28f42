"""Statements written by hand, for the pages opened most."""
