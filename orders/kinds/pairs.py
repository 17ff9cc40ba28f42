"""№ 5: pairs are approved and set to work; such drafts begin with the chosen pairs."""

from dataclasses import replace
from datetime import timedelta

from accounts.roles import Role
from mentoring.models import Pair
from orders.appendices.pairs import HOW_MANY, pairs_appendix
from orders.dates import school_year_words
from orders.issuer import holder
from orders.kinds.base import Facts, Kind, Line, Source, Template
from orders.kinds.effects import set_pairs_to_work
from orders.kinds.sources import Reader, employee
from orders.wording import Value

FOR_PROGRAMMES = timedelta(days=14)
SUPPORT = "сопровождать работу пар, вести учёт встреч и программ."
TEMPLATE = Template(
    title="Об утверждении наставнических пар (групп)",
    preamble="В соответствии с {bases}, с письменного согласия участников",
    lines=(
        Line(f"Утвердить {{pairs_count:{'|'.join(HOW_MANY)}}} на {{year}} (приложение)."),
        Line("Наставникам составить вместе с наставляемыми программы наставничества в срок до {programmes}."),
        Line(f"Куратору наставничества {{curator:dat:short}} {SUPPORT}", when="curator"),
        Line(f"Координатору наставничества {{coordinator:dat:short}} {SUPPORT}", when="coordinator"),
        Line(f"Куратору наставничества {SUPPORT}", when="unattended"),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    """`params["pairs"]` are of one school year."""
    reader = Reader(source)
    rows = Pair.objects.visible_to(source.viewer).filter(organization=source.viewer.organization)
    pairs = list(rows.filter(pk__in=source.params.get("pairs") or ()).order_by("pk"))
    values = {**facts.values, **_support(reader), "programmes": source.today + FOR_PROGRAMMES}
    if not pairs:
        return replace(facts, values=values)
    told: dict[str, Value] = {"pairs_count": len(pairs), "year": school_year_words(pairs[0].school_year)}
    ids = tuple(pair.pk for pair in pairs)
    appendix = pairs_appendix(source.viewer, source.viewer.organization, ids)
    return replace(facts, values={**values, **told}, appendices=(appendix,), pairs=ids)


def _support(reader: Reader) -> dict[str, Value]:
    """Who stands by the pairs: the curator, without one the coordinator."""
    for role in (Role.CURATOR, Role.COORDINATOR):
        if found := holder(reader.staff, role):
            return {str(role): employee(found)}
    return {"unattended": "да"}


KIND = Kind(
    key="pairs",
    name="Об утверждении пар",
    group="Люди и пары",
    template=TEMPLATE,
    gather=gather,
    labels={"pairs_count": "число пар", "programmes": "срок программ", "curator": "куратор"}
    | {"coordinator": "координатор"},
    begun_at="pair_list",
    counted=HOW_MANY,
    take_effect=set_pairs_to_work,
    done="пары действуют",
)
