"""Verbs of papers beside orders, in words."""

VERBS = {"paper.printed": "Напечатаны бумаги", "order.docx_accepted": "Приняты правки из файла Word"}
