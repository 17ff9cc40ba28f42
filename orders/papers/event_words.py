"""Verbs of papers beside orders, in words."""

VERBS = {"paper.printed": "Напечатаны бумаги"}
