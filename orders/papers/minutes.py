"""Minutes of a meeting: of the teachers' council, of the mentors' council, of a working group."""

from orders.issuer import letterhead
from orders.papers.blocks import (
    Block,
    Caption,
    Document,
    Facts,
    Gaps,
    Head,
    Kind,
    Lines,
    Points,
    Requisites,
    Signature,
    Text,
)
from orders.papers.sources import Source

HEARD, DECIDED = 2, 3  # lines for the pen


def minutes(subject: None, source: Source, gaps: Gaps) -> Document:
    words = source.words
    agenda = _lines(words.get("agenda", ""))
    decisions = _lines(words.get("decisions", ""))
    number = gaps.filled(words.get("number", ""), "номер протокола", 6)
    if not agenda:
        gaps.filled("", "повестка дня")
    return Document(
        title=f"Протокол № {words.get('number', '')}".strip(" №") or "Протокол",
        author=source.organization.full_name,
        blocks=(
            Head(letterhead(source.organization)),
            Kind("ПРОТОКОЛ", f"заседания {gaps.filled(words.get('body', ''), 'чьё заседание', 30)}"),
            Requisites(
                gaps.filled(words.get("date", ""), "дата заседания", 18), source.organization.place, f"№\u00a0{number}"
            ),
            Facts(
                (
                    ("Председатель", gaps.filled(words.get("chair", ""), "председатель", 30)),
                    ("Секретарь", gaps.filled(words.get("secretary", ""), "секретарь", 30)),
                    ("Присутствовали", gaps.filled(words.get("present", ""), "присутствовали", 30)),
                )
            ),
            Caption("ПОВЕСТКА ДНЯ"),
            Points(tuple(agenda)) if agenda else Lines(DECIDED),
            *_questions(agenda, decisions),
            Signature("Председатель", words.get("chair", "")),
            Signature("Секретарь", words.get("secretary", "")),
        ),
    )


def _questions(agenda: list[str], decisions: list[str]) -> tuple[Block, ...]:
    """Each question with its decision; without a typed one lines are ruled."""
    blocks: list[Block] = []
    for number, question in enumerate(agenda, 1):
        blocks += [Text(f"{number}. СЛУШАЛИ: {question}"), Lines(HEARD)]
        decided = decisions[number - 1] if number <= len(decisions) else ""
        blocks += [Text(f"РЕШИЛИ: {decided}")] if decided else [Text("РЕШИЛИ:"), Lines(DECIDED)]
        blocks.append(Text("Голосовали: «за» _____, «против» _____, «воздержались» _____."))
    return tuple(blocks)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
