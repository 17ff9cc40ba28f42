"""The roadmap as the appendix of an order: its columns and what stands in them."""

from django.db.models import QuerySet

from orders.blocks import Appendix, Column, Group, Table
from roadmaps.models import Activity, Roadmap, Stage

# What the roadmap is a roadmap of, in the genitive, by target model.
SUBJECTS = {
    Roadmap.TargetModel.PUPIL: "наставничества обучающихся",
    Roadmap.TargetModel.TEACHER: "наставничества педагогических работников",
    Roadmap.TargetModel.BOTH: "наставничества обучающихся и педагогических работников",
    Roadmap.TargetModel.MUNICIPAL: "развития наставничества в образовательных организациях",
}

COLUMNS = {
    "number": Column("№ п/п", 110, "center"),
    "name": Column("Мероприятие", 620),
    "event_kind": Column("Вид", 300),
    "audience": Column("Целевая аудитория", 340),
    "content": Column("Содержание деятельности", 640),
    "term": Column("Срок", 340),
    "responsible": Column("Ответственные", 430),
    "result": Column("Ожидаемый результат", 430),
}
OPTIONAL = ("event_kind", "audience", "content", "result")


def roadmap_appendix(roadmap: Roadmap) -> Appendix:
    """The roadmap as it is now: stages as merged lines; columns without a single word are left out."""
    stages = roadmap.stages.order_by("position")
    rows_of: dict[int, list[dict[str, str]]] = {}
    for activity in activities_of(roadmap):
        rows_of.setdefault(activity.stage_id, []).append(cells_of(activity))
    rows = [row for stage_rows in rows_of.values() for row in stage_rows]
    kept = [key for key in COLUMNS if key not in OPTIONAL or any(row[key] for row in rows)]
    found = list(stages)
    groups = (
        Group(
            stage.name,
            tuple(tuple(row[key] for key in kept) for row in rows_of.get(stage.pk, ())),
            stage.phase if place == 0 or found[place - 1].phase != stage.phase else "",
        )
        for place, stage in enumerate(found)
    )
    return Appendix(
        title=roadmap.title,
        landscape=True,
        approved="УТВЕРЖДЕНА",
        issuer=roadmap.organization.short_name,
        table=Table(tuple(COLUMNS[key] for key in kept), tuple(groups)),
    )


def activities_of(roadmap: Roadmap) -> QuerySet[Activity]:
    """In the order of the map, with what `cells_of` reads."""
    rows = roadmap.activities.order_by("stage__position", "position")
    return rows.select_related("stage").prefetch_related("lines", "responsibles", "occurrences")


def cells_of(activity: Activity) -> dict[str, str]:
    """What a table says of one of `activities_of`, by the keys of COLUMNS."""
    lines = sorted(activity.lines.all(), key=lambda line: (line.position, line.pk))
    return {
        "number": activity.number,
        "name": activity.name,
        "event_kind": activity.event_kind,
        "audience": activity.audience if activity.stage.kind == Stage.Kind.EVENTS else "",
        "content": "\n".join(line.text for line in lines),
        "term": term_words(activity),
        "responsible": _responsible(activity),
        "result": activity.expected_result,
    }


def term_words(activity: Activity) -> str:
    """The term in words; the dates of one that nobody put into words."""
    if activity.term_text.strip():
        return activity.term_text
    windows = sorted((row.starts_on, row.due_on) for row in activity.occurrences.all() if row.due_on)
    return "\n".join(
        f"{due:%d.%m.%Y}" if start == due else f"{start:%d.%m.%Y} – {due:%d.%m.%Y}" for start, due in windows
    )


def _responsible(activity: Activity) -> str:
    if activity.responsible_text:
        return activity.responsible_text
    named = sorted(activity.responsibles.all(), key=lambda row: (row.position, row.pk))
    return ", ".join(row.text for row in named)
