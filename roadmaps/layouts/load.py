"""Rows of a roadmap by those who answer for them: load by month, overdue, what is next. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from core.stencils import fill, form_from
from roadmaps.layouts.timeline import MONTHS, add_months
from roadmaps.letters.chat import list_text
from roadmaps.queries.filters import fold
from roadmaps.queries.rows import ActivityRow

NOBODY = "none"
LONGEST = 12  # months of the bars
ITEM = form_from(
    '<li class="held"><span class="num mut">{number}</span><a class="q" href="/activities/{pk}/">{name}</a>'
    "<span>{term}</span>{mark}</li>"
)


@dataclass(frozen=True, slots=True)
class Load:
    """Terms of one month; `height` is a share of the highest month of all, 0 to 20 units."""

    name: str
    count: int
    height: int


@dataclass(frozen=True, slots=True)
class Holder:
    """`key` is the value of the filter «Ответственный»."""

    key: str
    name: str
    rows: list[ActivityRow]
    overdue: int
    done: int
    next_on: date | None
    load: list[Load]

    @property
    def bars(self) -> SafeString:
        """Months as columns, without words: the numbers stand in the text beside."""
        shapes = "".join(_column(place, month.height) for place, month in enumerate(self.load) if month.height)
        base = f'<path class="g" stroke="#ced4da" fill="none" d="M0 20.5h{len(self.load) * 10}"/>'
        width = max(1, len(self.load)) * 10
        return SafeString(f'<svg class="load" viewBox="0 0 {width} 21" aria-hidden="true">{base}{shapes}</svg>')

    @property
    def items(self) -> SafeString:
        """The rows as items of a list."""
        words = (
            {"number": row.number, "pk": row.pk, "name": row.name, "term": row.term, "mark": row.mark}
            for row in self.rows
        )
        return SafeString("\n".join(fill(ITEM, each) for each in words))

    @property
    def chat(self) -> str:
        """To be copied into a chat; a person is not named in it."""
        return list_text("Мероприятия" if self.key.startswith("p") else self.name, self.rows)

    @property
    def words(self) -> str:
        """«сен 2, окт 1» for whoever does not see the bars."""
        return ", ".join(f"{month.name} {month.count}" for month in self.load if month.count)


def _column(place: int, height: int) -> str:
    return f'<rect class="b-pri" fill="#0b57d0" x="{place * 10}" y="{20 - height}" width="8" height="{height}"/>'


def holders_of(rows: Iterable[ActivityRow], starts_on: date, ends_on: date, today: date) -> list[Holder]:
    """Whose rows nobody answers for come first, then by name. A row stands with each of its responsible."""
    held: dict[str, list[ActivityRow]] = {}
    names = {NOBODY: "Ответственный не назначен"}
    for row in rows:
        for key, name in row.responsibles or ((NOBODY, names[NOBODY]),):
            names[key] = name
            group = held.setdefault(key, [])
            if not group or group[-1] is not row:
                group.append(row)
    months = _months(starts_on, ends_on)
    counts = {key: _counts(group, months) for key, group in held.items()}
    highest = max((max(each, default=0) for each in counts.values()), default=0) or 1
    order = sorted(held, key=lambda key: (key != NOBODY, fold(names[key])))
    return [_holder(key, names[key], held[key], months, counts[key], highest, today) for key in order]


def _holder(
    key: str, name: str, rows: list[ActivityRow], months: list[date], counts: list[int], highest: int, today: date
) -> Holder:
    coming = [due.due_on for row in rows for due in row.dues if due.due_on and due.is_open and due.due_on >= today]
    load = [
        Load(MONTHS[month.month - 1], count, -(-20 * count // highest))
        for month, count in zip(months, counts, strict=True)
    ]
    overdue = sum("overdue" in row.states for row in rows)
    done = sum("done" in row.states for row in rows)
    return Holder(key, name, rows, overdue, done, min(coming, default=None), load)


def _months(starts_on: date, ends_on: date) -> list[date]:
    """First days of the months of the period, at most a year of them."""
    first = starts_on.replace(day=1)
    length = (ends_on.year - first.year) * 12 + ends_on.month - first.month + 1
    return [add_months(first, place) for place in range(min(LONGEST, length))]


def _counts(rows: list[ActivityRow], months: list[date]) -> list[int]:
    found = dict.fromkeys(months, 0)
    for row in rows:
        for due in row.dues:
            month = due.due_on.replace(day=1) if due.due_on else None
            if month in found:
                found[month] += 1
    return [found[month] for month in months]
