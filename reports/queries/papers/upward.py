"""Sections for those above, from published figures alone: small numbers stay hidden, nobody is named (ADR 12)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from core.sheets.model import Value
from core.viewer import Viewer
from reports.figures import FIGURES, FORM_KEYS, HOURS, PAIRS, Cell, is_of_people
from reports.models import Figures, FiguresQuerySet
from reports.papers import kinds
from reports.papers.kinds import BASES, BELOW, CONSENTS, MEETINGS, STATE, TREND, Asked
from reports.papers.model import Column, Fact, Picture, Row, Section, Table
from reports.papers.periods import bounds, month_words
from reports.queries.figures import FigureRow, row_of
from reports.queries.indicators import children_of
from reports.queries.papers.sections import section, share
from reports.words import SMALL_NUMBERS
from roadmaps.queries.lights import WORDS as LIGHTS
from schools.models import Organization

NOTHING_COUNTED = "Показатели за этот период ещё не посчитаны."
HIDDEN_NOTE = f"{SMALL_NUMBERS} Доли показаны там, где оба числа точные."


@dataclass(frozen=True)
class Above:
    """A node with its children, as they stood at the end of the period."""

    viewer: Viewer
    asked: Asked
    today: date

    @property
    def node(self) -> Organization:
        found: Organization = self.viewer.organization
        return found

    @cached_property
    def children(self) -> list[Organization]:
        return children_of(self.viewer, self.node)

    @cached_property
    def months(self) -> list[tuple[date, FigureRow]]:
        """Months of the period with the figures of the node, in order."""
        first, last = bounds(self.asked.year, self.asked.period)
        rows = self._rows([self.node]).filter(month__gte=first, month__lte=last)
        return [(row.month, row_of(self.node, row)) for row in rows.order_by("month")]

    @property
    def own(self) -> FigureRow:
        return self.months[-1][1] if self.months else FigureRow(self.node)

    @cached_property
    def below(self) -> list[FigureRow]:
        """The latest of each child within the period. One query."""
        first, last = bounds(self.asked.year, self.asked.period)
        rows = self._rows(self.children).filter(month__gte=first, month__lte=last)
        found = {
            row.organization_id: row for row in rows.order_by("organization_id", "-month").distinct("organization_id")
        }
        return [row_of(each, found[each.pk]) if each.pk in found else FigureRow(each) for each in self.children]

    def _rows(self, chosen: Iterable[Organization]) -> FiguresQuerySet:
        return Figures.objects.visible_to(self.viewer).of_year(self.asked.year).filter(organization__in=chosen)


def value(cell: Cell) -> Value:
    return cell.value if cell.exact else str(cell)


def part_of(part: Cell, whole: Cell) -> Value:
    return share(part.value, whole.value) if part.exact and whole.exact and whole.value else "—"


def fact(row: FigureRow, key: str) -> Fact:
    figure = FIGURES[key]
    return Fact(figure.title, value(row.cell(key)), figure.how)


def state(above: Above) -> Section:
    if not above.months:
        return section(STATE, NOTHING_COUNTED)
    own = above.own
    facts = [fact(own, key) for key in ("schools", "agreed", "activities", "done", "overdue", "orders")]
    facts.append(Fact("Выполнено, %", part_of(own.cell("done"), own.cell("activities"))))
    return section(STATE, facts=facts)


def bases(above: Above) -> Section:
    facts = [fact(above.own, key) for key in ("mentors", "mentees", "waiting", "uncovered")]
    return section(BASES, *([] if above.months else [NOTHING_COUNTED]), facts=facts if above.months else ())


def pairs(above: Above) -> Section:
    if not above.months:
        return section(kinds.PAIRS, NOTHING_COUNTED)
    own = above.own
    rows = tuple((name, value(own.cell(key))) for key, name in FORM_KEYS.items())
    columns = (Column("Форма", 40, number=False), Column("Действующие пары и группы", 16))
    picture = Picture("bars", "Пары по формам", values=(1,))
    table = Table("Пары по формам", columns, rows, ("Всего", value(own.cell(PAIRS))), picture, note=HIDDEN_NOTE)
    return section(kinds.PAIRS, facts=[fact(own, PAIRS), fact(own, "silent"), fact(own, "meetings")], tables=[table])


def meetings(above: Above) -> Section:
    facts = [fact(above.own, key) for key in ("meetings", HOURS)]
    return section(MEETINGS, *([] if above.months else [NOTHING_COUNTED]), facts=facts if above.months else ())


def consents(above: Above) -> Section:
    facts = [fact(above.own, "uncovered"), fact(above.own, "mentors"), fact(above.own, "mentees")]
    return section(CONSENTS, *([] if above.months else [NOTHING_COUNTED]), facts=facts if above.months else ())


# What a table of the organizations below shows, by kind of report: keys of figures.
BELOW_KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "roadmap": (("activities", "done", "overdue"),),
    "monitoring": (("agreed", "activities", "done", "overdue"), ("mentors", "mentees", PAIRS, "silent", "meetings")),
    "consolidated": (
        ("agreed", "activities", "done", "overdue", "orders"),
        ("mentors", "mentees", "waiting", PAIRS, "silent", "meetings"),
        tuple(FORM_KEYS),
    ),
    "pairs": ((*FORM_KEYS, PAIRS),),
    "consents": (("mentors", "mentees", "uncovered"),),
    "hours": (("mentors", PAIRS, "meetings", HOURS),),
}
TABLE_TITLES = ("Карты и мероприятия", "Люди, пары, встречи", "Пары по формам")


def below(above: Above) -> Section:
    if not above.below:
        return section(BELOW, "Подведомственных организаций нет.")
    groups = BELOW_KEYS[above.asked.kind.key]
    titles = TABLE_TITLES if len(groups) > 1 else ("По организациям",)
    tables = [_table(above, keys, title) for keys, title in zip(groups, titles, strict=False)]
    silent = [row.organization.short_name for row in above.below if row.counted_at is None]
    words = [f"Нет данных: {', '.join(silent)}."] if silent else []
    return section(BELOW, *words, tables=tables)


def _table(above: Above, keys: tuple[str, ...], title: str) -> Table:
    progress = "done" in keys
    columns = [Column("Организация", 30, number=False), *(Column(_head(key), 12) for key in keys)]
    if progress:
        columns += [Column("Выполнено, %", 12), Column("Светофор", 16, number=False)]
    picture = Picture("bars", "Выполнено мероприятий, %", values=(len(keys) + 1,), whole=100) if progress else None
    if PAIRS in keys:
        picture = Picture("bars", "Действующие пары и группы", values=(keys.index(PAIRS) + 1,))
    if HOURS in keys:
        picture = Picture("bars", "Часы встреч", values=(keys.index(HOURS) + 1,))
    rows = tuple(_row(row, keys, progress) for row in above.below)
    note = HIDDEN_NOTE if any(map(is_of_people, keys)) else ""
    return Table(title, tuple(columns), rows, _row(above.own, keys, progress, "Всего"), picture, note)


# Titles of figures where a column is narrow.
HEADS = {
    **FORM_KEYS,
    PAIRS: "Пары, всего",
    "agreed": "Карта утверждена",
    "activities": "Мероприятия",
    "silent": "Без встреч",
}


def _head(key: str) -> str:
    return HEADS.get(key) or FIGURES[key].title


def _row(row: FigureRow, keys: tuple[str, ...], progress: bool, name: str = "") -> Row:
    known = row.counted_at is not None
    cells: tuple[Value, ...] = tuple(value(row.cell(key)) if known else "—" for key in keys)
    if progress:
        done = part_of(row.cell("done"), row.cell("activities")) if known else "—"
        cells = (*cells, done, LIGHTS.get(row.light, "") if known else LIGHTS["no_data"])
    return (name or row.organization.short_name, *cells)


def trend(above: Above) -> Section:
    """Month by month, as it stood at the end of each."""
    if len(above.months) < 2:
        return section(TREND, "Чтобы увидеть динамику, нужны показатели хотя бы двух месяцев.")
    keys = ("mentors", "mentees", PAIRS, "meetings")
    columns = (Column("Месяц", 24, number=False), *(Column(_head(key), 14) for key in keys))
    rows = tuple((month_words(month), *(value(row.cell(key)) for key in keys)) for month, row in above.months)
    picture = Picture("lines", "Динамика по месяцам", values=(1, 2, 3))
    return section(TREND, tables=[Table("По месяцам", columns, rows, picture=picture, note=HIDDEN_NOTE)])


SECTIONS: Mapping[str, Callable[[Above], Section]] = {
    STATE: state,
    BASES: bases,
    kinds.PAIRS: pairs,
    CONSENTS: consents,
    MEETINGS: meetings,
    BELOW: below,
    TREND: trend,
}
