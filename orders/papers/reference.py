"""A reference on mentoring for the attestation of a teacher: what the base and the orders prove, nothing more."""

from core.dates import long_date
from core.words import counted, hours
from orders.blocks import Column, Group, Table
from orders.grammar import Case, nominative
from orders.issuer import letterhead
from orders.papers.blocks import Document, Gaps, Grid, Head, Kind, Requisites, Text
from orders.papers.people import gendered, in_case, signed_by, who_in
from orders.papers.sources import MEETINGS, PairFacts, PersonFacts, Source

COLUMNS = (
    Column("№ п/п", 100, "center"),
    Column("Наставляемый", 400),
    Column("Форма", 320),
    Column("Период", 300),
    Column("Приказ", 300),
    Column("Встреч", 190, "center"),
)


def reference(facts: PersonFacts, source: Source, gaps: Gaps) -> Document:
    person, name = facts.person, facts.person.short_name
    post = gaps.filled(who_in(person, Case.DAT), f"должность: {name}", 28)
    he = gendered(person, "он", "она", "он(а)")
    number = gaps.filled(source.words.get("number", ""), "номер справки", 8)
    if not facts.pairs:
        gaps.filled("", f"пары этого года: {name}")
    return Document(
        title=f"Справка для аттестации: {name}",
        author=source.organization.full_name,
        blocks=(
            Head(letterhead(source.organization)),
            Requisites(long_date(source.today), "", f"№\u00a0{number}"),
            Kind("СПРАВКА", "для аттестационной комиссии"),
            Text(
                f"Дана {in_case(person, Case.DAT)}, {post}, в том, что в {source.year}/{source.year + 1} учебном году "
                f"{he} {gendered(person, 'работал', 'работала', 'работал(а)')} наставником:"
            ),
            Grid(Table(COLUMNS, (Group("", _rows(facts.pairs)),)), "Пары и группы"),
            *_courses(facts),
            *_totals(facts),
            *((Text(f"Результаты: {facts.results}"),) if facts.results else ()),
            Text("Сведения подтверждаются приказами организации и журналом встреч наставника."),
            signed_by(source.director, gaps),
        ),
    )


def _rows(pairs: tuple[PairFacts, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(_row(number, each) for number, each in enumerate(pairs, 1)) or (("", "", "", "", "", ""),)


def _row(number: int, facts: PairFacts) -> tuple[str, ...]:
    pair = facts.pair
    mentees = "\n".join(nominative(person).in_text for person in facts.mentees)
    last = pair.ended_on or pair.ends_on
    period = f"{pair.starts_on:%d.%m.%Y} – {last:%d.%m.%Y}" if pair.starts_on and last else ""
    return (str(number), mentees, pair.get_form_display(), period, "\n".join(facts.orders), str(facts.held))


def _courses(facts: PersonFacts) -> tuple[Text, ...]:
    done = [each for each in facts.courses if each.finished_on]
    if not done:
        return ()
    words = "; ".join(f"«{each.course}»" + (f", {each.hours}\u00a0ч" if each.hours else "") for each in done)
    return (Text(f"{gendered(facts.person, 'Прошёл', 'Прошла', 'Прошёл (прошла)')} обучение: {words}."),)


def _totals(facts: PersonFacts) -> tuple[Text, ...]:
    held = sum(each.held for each in facts.pairs)
    if not held:
        return ()
    spent = hours(sum(each.minutes for each in facts.pairs))
    return (Text(f"Всего проведено: {counted(held, MEETINGS)}, {spent}\u00a0ч."),)
