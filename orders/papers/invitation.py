"""An invitation to an event of the programme."""

from orders.grammar import Case
from orders.issuer import letterhead
from orders.papers.blocks import Document, Facts, Gaps, Head, Kind, Text
from orders.papers.people import greeting, in_case, signed_by, who_in
from orders.papers.sources import PersonFacts, Source


def invitation(facts: PersonFacts, source: Source, gaps: Gaps) -> Document:
    person, words = facts.person, source.words
    to = ", ".join(part for part in (in_case(person, Case.DAT), who_in(person, Case.DAT)) if part)
    event = gaps.filled(words.get("event", ""), "название мероприятия", 40)
    rows = (
        ("Кому", to),
        ("Когда", gaps.filled(words.get("when", ""), "день и время", 30)),
        ("Где", gaps.filled(words.get("where", "") or source.organization.address, "место", 30)),
    )
    more = words.get("more", "")
    return Document(
        title=f"Приглашение: {person.short_name}",
        author=source.organization.full_name,
        blocks=(
            Head(letterhead(source.organization)),
            Kind("ПРИГЛАШЕНИЕ"),
            Text(greeting(person), centred=True),
            Text(f"Приглашаем Вас принять участие: {event}."),
            Facts(rows),
            *((Text(more),) if more else ()),
            signed_by(source.director, gaps),
        ),
    )
