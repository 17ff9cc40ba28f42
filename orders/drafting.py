"""Builders of papers: they know the domain and fill blocks. One function per kind."""

from collections.abc import Iterable
from dataclasses import replace

from accounts.roles import Role
from orders.blocks import Appendix, Column, Group, Letterhead, Paper, Requisites, Signature, Table, plain_clauses
from orders.dates import period_words
from orders.grammar import Case, decline, nominative
from roadmaps.models import Activity, Roadmap, Stage
from schools.models import Membership, Organization

BLANK = "____________________"
CONTROL = "Контроль за исполнением настоящего приказа оставляю за собой."

# What the roadmap is a roadmap of, in the genitive, by target model.
SUBJECTS = {
    Roadmap.TargetModel.PUPIL: "наставничества обучающихся",
    Roadmap.TargetModel.TEACHER: "наставничества педагогических работников",
    Roadmap.TargetModel.BOTH: "наставничества обучающихся и педагогических работников",
    Roadmap.TargetModel.MUNICIPAL: "развития наставничества в образовательных организациях",
}
PUPIL_BASIS = (
    "распоряжением Министерства просвещения Российской Федерации от 25.12.2019 № Р-145, "
    "которое ввело целевую модель наставничества обучающихся"
)
TEACHER_BASIS = (
    "письмом Министерства просвещения Российской Федерации и Общероссийского Профсоюза образования "
    "от 21.12.2021 № АЗ-1128/08 (№ 657) о системе наставничества педагогических работников"
)
CONCEPT_BASIS = (
    "распоряжением Правительства Российской Федерации от 21.05.2025 № 1264-р о Концепции развития наставничества"
)
BASES: dict[str, tuple[str, ...]] = {
    Roadmap.TargetModel.PUPIL: (PUPIL_BASIS,),
    Roadmap.TargetModel.TEACHER: (TEACHER_BASIS,),
    Roadmap.TargetModel.BOTH: (PUPIL_BASIS, TEACHER_BASIS),
    Roadmap.TargetModel.MUNICIPAL: (CONCEPT_BASIS, PUPIL_BASIS),
}


def roadmap_order(roadmap: Roadmap, people: Iterable[Membership]) -> Paper:
    """«Об утверждении дорожной карты …» with the roadmap as its appendix. `people` work in the organization."""
    organization, staff = roadmap.organization, list(people)
    subject = SUBJECTS[Roadmap.TargetModel(roadmap.target_model)]
    period = period_words(roadmap.starts_on, roadmap.ends_on)
    approve = f"Утвердить дорожную карту {subject} на {period} (приложение)."
    duties = _official_clauses() if organization.is_official else _school_clauses(holder(staff, Role.COORDINATOR))
    return Paper(
        title=f"Об утверждении дорожной карты {subject} на {period}",
        letterhead=letterhead(organization),
        requisites=Requisites(place=organization.place),
        preamble=_preamble(roadmap),
        clauses=plain_clauses(approve, *duties, CONTROL),
        signature=signature_of(holder(staff, Role.DIRECTOR)),
        appendices=(roadmap_appendix(roadmap),),
    )


def activity_order(activity: Activity, people: Iterable[Membership]) -> Paper:
    """A first text on the ground of an activity: its content as clauses, its words to be finished by hand."""
    organization, roadmap, staff = activity.organization, activity.roadmap, list(people)
    lines = [line.text for line in activity.lines.order_by("position", "pk")]
    term = activity.term_text.strip() or _windows(activity)
    name = activity.name.strip(" .;")
    held = f"Провести мероприятие «{name}»" + (f" в срок: {term.strip(' .;')}." if term else ".")
    result = [f"Ожидаемый результат: {activity.expected_result.strip(' .;')}."] if activity.expected_result else []
    return Paper(
        title=f"О мероприятии «{name}»"[:300],
        letterhead=letterhead(organization),
        requisites=Requisites(place=organization.place),
        preamble=f"На основании пункта {activity.number} дорожной карты «{roadmap.title}» ({roadmap.approval_basis})",
        clauses=plain_clauses(held, *(_sentence(line) for line in lines), *result, CONTROL),
        signature=signature_of(holder(staff, Role.DIRECTOR)),
    )


def _sentence(words: str) -> str:
    text = words.strip(" .;")
    return f"{text[:1].upper()}{text[1:]}."


def letterhead(organization: Organization) -> Letterhead:
    contacts = [
        organization.address,
        f"тел. {organization.phone}" if organization.phone else "",
        organization.email,
        f"ИНН {organization.tax_number}" if organization.tax_number else "",
    ]
    short = organization.short_name
    return Letterhead(
        parent_body=organization.parent_body,
        full_name=organization.full_name,
        short_name=short if short != organization.full_name else "",
        contacts=", ".join(part for part in contacts if part),
    )


def _preamble(roadmap: Roadmap) -> str:
    return f"{basis_words(roadmap.target_model)}, и в целях планомерной организации наставничества"


def basis_words(target_model: str) -> str:
    """«В соответствии с распоряжением …»: the acts a programme of the model stands on."""
    return "В соответствии " + ", ".join(f"с {basis}" for basis in BASES[target_model])


def _school_clauses(coordinator: Membership | None) -> tuple[str, ...]:
    whom = decline(coordinator, Case.ACC).full if coordinator else BLANK
    to_whom = decline(coordinator, Case.DAT).in_text if coordinator else BLANK
    return (
        f"Назначить ответственным за выполнение дорожной карты координатора наставничества {whom}.",
        f"Координатору {to_whom} ознакомить ответственных исполнителей с дорожной картой "
        "и вести учёт выполнения мероприятий в течение срока её действия.",
        "Ответственным исполнителям выполнять мероприятия в сроки, установленные дорожной картой.",
    )


def _official_clauses() -> tuple[str, ...]:
    return ("Руководителям образовательных организаций обеспечить выполнение мероприятий в установленные сроки.",)


def holder(people: list[Membership], role: str) -> Membership | None:
    """Who holds the role; of several the one added first."""
    return min((person for person in people if role in person.roles), key=lambda person: person.pk, default=None)


def signature_of(director: Membership | None) -> Signature:
    if director is None:
        return Signature()
    return Signature(post="Директор", name=nominative(director).in_signature)


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
    for activity in _activities(roadmap):
        rows_of.setdefault(activity.stage_id, []).append(_row(activity))
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


def _activities(roadmap: Roadmap) -> Iterable[Activity]:
    rows = roadmap.activities.order_by("stage__position", "position")
    return rows.select_related("stage").prefetch_related("lines", "responsibles", "occurrences")


def _row(activity: Activity) -> dict[str, str]:
    lines = sorted(activity.lines.all(), key=lambda line: (line.position, line.pk))
    return {
        "number": activity.number,
        "name": activity.name,
        "event_kind": activity.event_kind,
        "audience": activity.audience if activity.stage.kind == Stage.Kind.EVENTS else "",
        "content": "\n".join(line.text for line in lines),
        "term": activity.term_text or _windows(activity),
        "responsible": _responsible(activity),
        "result": activity.expected_result,
    }


def _windows(activity: Activity) -> str:
    """The dates of a term nobody put into words."""
    windows = sorted((row.starts_on, row.due_on) for row in activity.occurrences.all() if row.due_on)
    return "\n".join(
        f"{due:%d.%m.%Y}" if start == due else f"{start:%d.%m.%Y} – {due:%d.%m.%Y}" for start, due in windows
    )


def _responsible(activity: Activity) -> str:
    if activity.responsible_text:
        return activity.responsible_text
    named = sorted(activity.responsibles.all(), key=lambda row: (row.position, row.pk))
    return ", ".join(row.text for row in named)


def with_current_roadmap(paper: Paper, roadmap: Roadmap) -> Paper:
    """The same paper with the appendix built anew."""
    return replace(paper, appendices=(roadmap_appendix(roadmap),))
