"""What is said in the same words on many pages and in files."""

SMALL_NUMBERS = "Числа людей и пар от 1 до 4 скрыты («<\u00a05»). Знак «+» значит: скрытые числа в сумму не вошли."
REPORTS = ("отчёт", "отчёта", "отчётов")
