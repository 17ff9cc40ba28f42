"""An order on the ground of an activity: its content as clauses; such drafts begin on the page of the activity."""

from collections.abc import Mapping
from dataclasses import replace

from orders.appendices.roadmap import term_words
from orders.kinds.base import EVERY_LEVEL, Facts, Kind, Line, Source, Template
from orders.wording import Value
from roadmaps.models import Activity

Items = Mapping[str, tuple[Mapping[str, Value], ...]]
TEMPLATE = Template(
    title="О мероприятии «{name}»",
    preamble="На основании [[пункта {number} ]]дорожной карты «{roadmap}»[[ ({approval})]]",
    lines=(
        Line("Провести мероприятие «{name}»[[ в срок: {term}]]."),
        Line("{line}.", each="lines"),
        Line("Ожидаемый результат: {result}.", when="result"),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    rows = Activity.objects.visible_to(source.viewer).filter(organization=source.viewer.organization)
    activity = rows.select_related("roadmap").filter(pk=source.params.get("activity") or 0).first()
    if activity is None:
        return facts
    values: dict[str, Value] = {
        "name": _bare(activity.name),
        "number": activity.number,
        "roadmap": activity.roadmap.title,
        "approval": activity.roadmap.approval_basis,
        "term": _bare(term_words(activity)),
        "result": _bare(activity.expected_result),
    }
    texts = (_bare(line.text) for line in activity.lines.order_by("position", "pk"))
    lists: Items = {"lines": tuple({"line": text} for text in texts if text)}
    return replace(facts, values={**facts.values, **values}, lists=lists, activity=activity.pk)


def _bare(words: str) -> str:
    """Without the stop of a sentence: the template sets its own."""
    return words.strip(" .;")


KIND = Kind(
    key="activity",
    name="По мероприятию карты",
    group="Другое",
    template=TEMPLATE,
    gather=gather,
    labels={"name": "мероприятие", "number": "номер в карте", "roadmap": "карта", "approval": "чем утверждена карта"}
    | {"term": "срок", "result": "ожидаемый результат", "line": "строка содержания"},
    levels=EVERY_LEVEL,
    begun_at="roadmap_list",
)
