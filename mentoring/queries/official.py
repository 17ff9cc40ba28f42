"""Rows of the official forms: what a list shows, with everything the forms ask for. Closed data are never in it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from core.viewer import Viewer
from core.words import full_name
from mentoring.models import Guardian, MentorCard, Pair, PairMember, Participation, Person, Request, Side
from mentoring.official import OfficialRow
from mentoring.queries.people import CHIPS, Filters, filtered
from mentoring.queries.people_rows import FORMS, MODELS, STATES

BEGUN = (Pair.Status.ACTIVE, Pair.Status.PAUSED, Pair.Status.COMPLETED)


def official_rows(
    viewer: Viewer, year: int, filters: Filters, today: date, chosen: Sequence[int] = ()
) -> tuple[list[OfficialRow], list[int]]:
    """(rows in the order of the list, ids of their people); `chosen` keeps only these participations."""
    rows = filtered(viewer, year, filters, today).select_related("person", "person__partner")
    found = list(rows.filter(pk__in=chosen) if chosen else rows)
    people = [row.person_id for row in found]
    others = others_of(viewer, [row.pk for row in found], filters.tab)
    if filters.tab == Side.MENTOR:
        cards = {card.person_id: card for card in MentorCard.objects.visible_to(viewer).filter(person__in=people)}
        return [_mentor(row, cards.get(row.person_id), others.get(row.pk, [])) for row in found], people
    main = Request.objects.visible_to(viewer).filter(participation__in=[row.pk for row in found], is_main=True)
    requests = dict(main.values_list("participation", "text"))
    guardians: dict[int, list[str]] = {}
    for guardian in Guardian.objects.visible_to(viewer).filter(person__in=people, removed_at=None).order_by("pk"):
        guardians.setdefault(guardian.person_id, []).append(_guardian(guardian))
    return [
        _mentee(row, requests.get(row.pk, ""), guardians.get(row.person_id, []), others.get(row.pk, []), today)
        for row in found
    ], people


def others_of(viewer: Viewer, participations: Sequence[int], side: str) -> dict[int, list[PairMember]]:
    """Participation → its pairs that have begun, with both people, unless the data of one are stopped. One query."""
    path = "pair__offered" if side == Side.MENTOR else "wanted"
    rows = (
        PairMember.objects.visible_to(viewer)
        .filter(**{f"{path}__in": list(participations)}, status__in=BEGUN, left_on=None)
        .exclude(Q(mentor__status__in=Person.STOPPED) | Q(mentee__status__in=Person.STOPPED))
    )
    found: dict[int, list[PairMember]] = {}
    for row in rows.select_related("pair", "mentor__partner", "mentee__partner").order_by("joined_on", "pk"):
        key = row.pair.offered_id if side == Side.MENTOR else row.wanted_id
        found.setdefault(key, []).append(row)
    return found


def filter_words(filters: Filters) -> str:
    """What was chosen, in words; the words of a search are somebody's name and stay out."""
    parts = [CHIPS.get(filters.chip, "").lower(), STATES.get(filters.state, "").lower()]
    parts += [FORMS.get(filters.form, ""), MODELS.get(filters.model, ""), "поиск" if filters.q else ""]
    return ", ".join(part for part in parts if part)


def _mentor(row: Participation, card: MentorCard | None, others: Sequence[PairMember]) -> OfficialRow:
    person = row.person
    return OfficialRow(
        name=person.full_name,
        contacts=_contacts(person.phone, person.email),
        place=_place(person),
        forms=_forms(row, others),
        entered_on=row.entered_on,
        finished_on=row.finished_on,
        results=row.results,
        case_link=row.case_link,
        pair_names="\n".join(each.mentee.full_name for each in others),
        pair_places="\n".join(_place(each.mentee) for each in others),
        competences=", ".join([*card.competences, *card.subjects]) if card else "",
        achievements=card.achievements if card else "",
        interests=", ".join(card.interests) if card else "",
        ages=_ages(card) if card else "",
        time_resource=card.time_resource if card else "",
    )


def _mentee(
    row: Participation, request: str, guardians: Sequence[str], others: Sequence[PairMember], today: date
) -> OfficialRow:
    person = row.person
    own = _contacts(person.phone, person.email)
    contacts = [*guardians, own] if person.is_minor(today) else [own]
    return OfficialRow(
        name=person.full_name,
        contacts="\n".join(part for part in contacts if part),
        place=_place(person),
        forms=_forms(row, others),
        entered_on=row.entered_on,
        finished_on=row.finished_on,
        results=row.results,
        case_link=row.case_link,
        pair_names="\n".join(each.mentor.full_name for each in others),
        pair_places="\n".join(_place(each.mentor) for each in others),
        birth_year=person.known_birth_year,
        request=request,
        passed=row.passed,
    )


def _guardian(row: Guardian) -> str:
    name = full_name(row.last_name, row.first_name, row.patronymic)
    return _contacts(f"{name} ({row.get_relation_display()})", row.phone, row.email)


def _contacts(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _place(person: Person) -> str:
    where = person.workplace or (person.partner.name if person.partner else "")
    return _contacts(person.class_name if person.kind == Person.Kind.PUPIL else person.position, where)


def _forms(row: Participation, others: Sequence[PairMember]) -> str:
    """Those of the pairs; of whoever waits the wished ones."""
    forms = dict.fromkeys(each.form for each in others) or row.forms
    return ", ".join(FORMS[each] for each in forms)


def _ages(card: MentorCard) -> str:
    if card.age_from and card.age_to:
        return f"{card.age_from}–{card.age_to}"
    return f"от {card.age_from}" if card.age_from else f"до {card.age_to}" if card.age_to else ""
