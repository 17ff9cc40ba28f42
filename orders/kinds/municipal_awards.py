"""№ 13: a consolidated order of awards. Organizations send the names, so they are typed here."""

from dataclasses import replace

from orders.grammar import gender_of
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.encouragement import AWARDS, THANKS
from orders.kinds.tables import people_appendix
from orders.wording import Value, Who

TEMPLATE = Template(
    title="О награждении участников программ наставничества",
    preamble="В соответствии с {bases}, по итогам работы образовательных организаций за {year} и за {merit}",
    lines=(
        Line("Объявить благодарность:", when="thanks_few"),
        Line("{person:with_post:dat}.", level=1, each="thanked"),
        Line("Наградить грамотой:", when="diploma_few"),
        Line("{person:with_post:acc}.", level=1, each="awarded"),
        Line("Объявить благодарность участникам программ наставничества согласно приложению.", when="thanks_many"),
        Line("Наградить грамотой участников программ наставничества согласно приложению.", when="diploma_many"),
        Line("Утвердить список награждаемых (приложение).", when="few"),
        Line("Руководителям образовательных организаций вручить награды в торжественной обстановке."),
    ),
)
FEW = 10  # more stand in the appendix alone


def gather(source: Source, facts: Facts) -> Facts:
    award = str(source.params.get("award") or THANKS)
    rows = read_people(str(source.params.get("people") or ""))
    people = [who for who, _ in rows]
    few = len(people) <= FEW
    values: dict[str, Value] = {f"{award}_{'few' if few else 'many'}": "да", "few": "да" * few}
    values["merit"] = str(source.params.get("merit") or "")
    each = tuple({"person": who} for who in people) if few else ()
    appendix = people_appendix(
        "Список награждаемых",
        people,
        issuer=facts.issuer.short_name,
        approved="",
        last="Организация",
        notes=[place for _, place in rows],
    )
    told = {**facts.values, **values}
    lists = {"thanked" if award == THANKS else "awarded": each}
    return replace(facts, values=told, lists=lists, appendices=(appendix,) if people else ())


def read_people(text: str) -> list[tuple[Who, str]]:
    """Lines «Фамилия Имя Отчество; должность; организация»."""
    found = []
    for line in text.splitlines():
        name, post, place = (*(part.strip() for part in line.split(";", 2)), "", "", "")[:3]
        if words := name.split(maxsplit=2):
            last, first, patronymic = (*words, "", "")[:3]
            found.append((Who(last, first, patronymic, gender_of(last, first, patronymic), post), place))
    return found


KIND = Kind(
    key="municipal_awards",
    name="О награждении участников (сводный)",
    group="Работа и итоги",
    template=TEMPLATE,
    gather=gather,
    labels={"merit": "за что", "person": "кого награждают"},
    asks=(
        Ask("award", "Чем наградить", "choice", choices=AWARDS),
        Ask("merit", "За что", "text", help="Например: вклад в развитие наставничества"),
        Ask("people", "Кого", "lines", help="Каждый с новой строки: Фамилия Имя Отчество; должность; организация"),
    ),
    bases=("concept", "r145"),
    levels=frozenset({"municipality", "region"}),
)
