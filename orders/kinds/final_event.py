"""№ 10: the final event of the cycle with its programme and its committee."""

from dataclasses import replace

from accounts.roles import Role
from orders.blocks import Column
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.sources import Reader, employee, officials
from orders.kinds.tables import blank_appendix, people_appendix
from orders.wording import Value

COLUMNS = (Column("Время", 240, "center"), Column("Что проходит", 800), Column("Кто отвечает", 460))
PROGRAMME = (
    "Встреча и регистрация гостей",
    "Открытие",
    "Рассказы пар о своей работе",
    "Награждение",
    "Общее фото, чай",
)
TEMPLATE = Template(
    title="О проведении итогового мероприятия программы наставничества",
    preamble="В соответствии с {bases} и в целях подведения итогов программы наставничества на {year}",
    lines=(
        Line("Провести {day} итоговое мероприятие «{event}»[[, место проведения – {venue}]]."),
        Line("Утвердить программу мероприятия (приложение № 1)."),
        Line("Утвердить состав организационного комитета (приложение № 2)."),
        Line("Председателем организационного комитета назначить {chair:with_post:acc}.", when="chair"),
        Line("Организационному комитету пригласить участников программы, родителей и партнёров."),
        Line("Классным руководителям обеспечить участие обучающихся и их безопасность.", when="!official"),
        Line("Руководителям образовательных организаций направить участников на мероприятие.", when="official"),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    params = source.params
    values: dict[str, Value] = {name: str(params.get(name) or "") for name in ("event", "venue")}
    values["official"] = "да" * facts.issuer.is_official
    if day := params.get("day"):
        values["day"] = day
    roles = (Role.COORDINATOR, Role.CURATOR, Role.PSYCHOLOGIST)
    rows = officials(reader) if facts.issuer.is_official else [row for role in roles for row in reader.holding(role)]
    committee = list(dict.fromkeys(employee(row) for row in rows))
    if committee:
        values["chair"] = committee[0]
    issuer = facts.issuer.short_name
    programme = blank_appendix(
        "Программа итогового мероприятия",
        COLUMNS,
        issuer=issuer,
        approved="УТВЕРЖДЕНА",
        filled=[("", words, "") for words in PROGRAMME],
    )
    people = people_appendix("Состав организационного комитета", committee, issuer=issuer)
    told = {**facts.values, **values}
    return replace(facts, values=told, appendices=(programme, people), acquainted=tuple(committee))


KIND = Kind(
    key="final_event",
    name="О проведении итогового мероприятия",
    group="Работа и итоги",
    template=TEMPLATE,
    gather=gather,
    labels={"day": "день", "event": "название", "venue": "место", "chair": "председатель"},
    asks=(
        Ask("event", "Название мероприятия", "text"),
        Ask("day", "День", "date"),
        Ask("venue", "Место", "text", required=False),
    ),
    levels=frozenset({"school", "municipality", "region"}),
)
