"""№ 11: participants are encouraged."""

from dataclasses import replace

from mentoring.models import Pair
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.sources import Reader, mentees, participant
from orders.wording import Value, Who

THANKS, DIPLOMA = "thanks", "diploma"
AWARDS = ((THANKS, "объявить благодарность"), (DIPLOMA, "наградить грамотой"))
WHOM = (("mentors", "наставников"), ("mentees", "наставляемых"), ("both", "тех и других"))
TEMPLATE = Template(
    title="О поощрении участников программы наставничества",
    preamble="В соответствии с {bases}, по итогам программы наставничества за {year} и за {merit}",
    lines=(
        Line("Объявить благодарность:", when="thanks"),
        Line("{person:with_post:dat}.", level=1, each="thanked"),
        Line("Наградить грамотой:", when="diploma"),
        Line("{person:with_post:acc}.", level=1, each="awarded"),
        Line("Вручить награды на итоговом мероприятии программы наставничества."),
        Line("Внести сведения о поощрении работников в их личные дела."),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    award, whom = str(source.params.get("award") or THANKS), str(source.params.get("whom") or "mentors")
    people = whom_to_encourage(reader, whom)
    values: dict[str, Value] = {award: "да", "merit": str(source.params.get("merit") or "")}
    lists = {"thanked" if award == THANKS else "awarded": tuple({"person": who} for who in people)}
    return replace(facts, values={**facts.values, **values}, lists=lists, acquainted=tuple(people))


def whom_to_encourage(reader: Reader, whom: str) -> list[Who]:
    """People of the pairs of the year that work or have completed, each once, by the mentor's name."""
    found: list[Who] = []
    for pair, members in reader.pairs(Pair.Status.ACTIVE, Pair.Status.COMPLETED):
        if whom != "mentees" and not pair.mentor.is_stopped:
            found.append(participant(pair.mentor))
        if whom != "mentors":
            found += mentees(members)
    return list(dict.fromkeys(found))


KIND = Kind(
    key="encouragement",
    name="О поощрении участников",
    group="Работа и итоги",
    template=TEMPLATE,
    gather=gather,
    labels={"merit": "за что", "person": "кого поощряют"},
    asks=(
        Ask("award", "Чем поощрить", "choice", choices=AWARDS),
        Ask("whom", "Кого", "choice", choices=WHOM),
        Ask("merit", "За что", "text", help="Например: личный вклад в развитие наставничества"),
    ),
)
