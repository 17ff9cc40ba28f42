"""The roadmap alone is approved; such drafts begin on the page of the roadmap."""

from dataclasses import replace

from accounts.roles import Role
from orders.appendices.roadmap import SUBJECTS, roadmap_appendix
from orders.dates import period_words
from orders.issuer import holder
from orders.kinds.base import EVERY_LEVEL, Facts, Kind, Line, Source, Template
from orders.kinds.sources import Reader, employee
from orders.wording import Value
from roadmaps.models import Roadmap

TEMPLATE = Template(
    title="Об утверждении дорожной карты {subject} на {period}",
    preamble="В соответствии с {bases}, и в целях планомерной организации наставничества",
    lines=(
        Line("Утвердить дорожную карту {subject} на {period} (приложение)."),
        Line(
            "Назначить ответственным за выполнение дорожной карты координатора наставничества {coordinator:acc}.",
            when="!official",
        ),
        Line(
            "Координатору {coordinator:dat:short} ознакомить ответственных исполнителей с дорожной картой "
            "и вести учёт выполнения мероприятий в течение срока её действия.",
            when="!official",
        ),
        Line(
            "Ответственным исполнителям выполнять мероприятия в сроки, установленные дорожной картой.",
            when="!official",
        ),
        Line(
            "Руководителям образовательных организаций обеспечить выполнение мероприятий в установленные сроки.",
            when="official",
        ),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    values: dict[str, Value] = {"official": "да"} if facts.issuer.is_official else {}
    if coordinator := holder(reader.staff, Role.COORDINATOR):
        values["coordinator"] = employee(coordinator)
    told = {**facts.values, **values}
    roadmap = reader.roadmap
    if roadmap is None:
        return replace(facts, values=told)
    told["subject"] = SUBJECTS[Roadmap.TargetModel(roadmap.target_model)]
    told["period"] = period_words(roadmap.starts_on, roadmap.ends_on)
    return replace(facts, values=told, appendices=(roadmap_appendix(roadmap),), roadmap=roadmap.pk)


KIND = Kind(
    key="roadmap_approval",
    name="Об утверждении дорожной карты",
    group="Запуск программы",
    template=TEMPLATE,
    gather=gather,
    labels={"subject": "предмет карты", "period": "период карты", "coordinator": "координатор"},
    levels=EVERY_LEVEL,
    begun_at="roadmap_list",
)
