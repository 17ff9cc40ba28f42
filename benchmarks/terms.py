"""Reading of terms: phrases a second, on a mix of shapes that school plans use."""

from collections.abc import Iterator
from itertools import cycle, pairwise

from benchmarks.measure import Figure, seconds
from roadmaps.terms import Frame, read_term

MONTHS = ["сентябрь", "октябрь", "ноябрь", "декабрь", "январь", "февраль", "март", "апрель", "май"]
PHRASES = [
    *MONTHS,
    *(f"{a}-{b}" for a, b in pairwise(MONTHS)),
    *(f"{a}, {b}" for a, b in zip(MONTHS, MONTHS[2:], strict=False)),
    *(f"до {day} {name}" for day, name in [(5, "октября"), (20, "ноября"), (1, "марта"), (25, "апреля")]),
    *("ежеквартально", "1 раз в месяц", "раз в полугодие", "постоянно", "в течение учебного года", "по запросу"),
    *("ноябрь 2026, далее ежегодно", "с 1 по 15 октября", "01.11.2026 – 20.11.2026", "III квартал", "по графику"),
]


def run() -> Iterator[Figure]:
    years = cycle(range(1950, 2100))

    def work() -> None:
        for _ in range(20):
            frame = Frame(academic_year=next(years))  # another year each time: no reading is taken from a cache
            for phrase in PHRASES:
                read_term(phrase, frame)

    work()
    spent = sorted(seconds(work) for _ in range(5))[2]
    yield Figure("terms", "phrases_per_second", 20 * len(PHRASES) / spent, "1/s")
