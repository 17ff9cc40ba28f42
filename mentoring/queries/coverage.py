"""Whom consents cover: the one definition behind the chip «без согласия», the gate of pairs and the figures."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from mentoring.consents.rules import Need, Place, lacking, needed, signers_for, years_before
from mentoring.models import Consent, Person, Purpose, Signer
from mentoring.models.bases import ParticipationQuerySet
from mentoring.models.people import ADULT, SIGNS_BESIDE_PARENT, PersonQuerySet


def uncovered(participations: ParticipationQuerySet, today: date) -> ParticipationQuerySet:
    """Rows of people without a processing consent in force of everybody who has to sign at their age."""
    return participations.exclude(_covered(today, "person__"))


def uncovered_people(people: PersonQuerySet, today: date) -> PersonQuerySet:
    return people.exclude(_covered(today, ""))


def _covered(today: date, path: str) -> Q:
    """`path` leads from the row to its person: "person__" or nothing."""

    def on(**conditions: object) -> Q:
        return Q(**{path + name: value for name, value in conditions.items()})

    undated = on(birth_date__isnull=True)
    grown = on(birth_date__lte=years_before(today, ADULT)) | undated & ~on(kind=Person.Kind.PUPIL)
    signs = on(birth_date__lte=years_before(today, SIGNS_BESIDE_PARENT)) | undated & on(
        birth_year__lt=today.year - SIGNS_BESIDE_PARENT
    )
    young = on(birth_date__gt=years_before(today, SIGNS_BESIDE_PARENT)) | undated & (
        on(birth_year__isnull=True) | on(birth_year__gte=today.year - SIGNS_BESIDE_PARENT)
    )
    minor = on(birth_date__gt=years_before(today, ADULT)) | undated & on(kind=Person.Kind.PUPIL)
    own, parent, pupil = (_signed(signer, today, path) for signer in (Signer.SELF, Signer.GUARDIAN, Signer.PUPIL))
    return Q(grown, own) | Q(minor, parent, young) | Q(minor, parent, signs, pupil)


def _signed(signer: Signer, today: date, path: str) -> Exists:
    person = OuterRef(f"{path}pk")
    return Exists(Consent.objects.in_force(today).filter(person=person, purpose=Purpose.PROCESSING, signer=signer))


def lacking_of(person: Person, today: date) -> tuple[Need, ...]:
    """What still has to be signed before the person may stand in a pair."""
    places = person.participations.values_list("side", "model")
    given = Consent.objects.in_force(today).filter(person=person).values_list("purpose", "signer")
    needs = needed(person, today, [Place(side, model) for side, model in places])
    return lacking(needs, [Need(Purpose(purpose), Signer(signer)) for purpose, signer in given])


def may_enter_pair(person: Person, today: date) -> bool:
    """The hard gate: present, and every needed consent in force. No consent, no pair, no order."""
    return person.status == Person.Status.ACTIVE and not lacking_of(person, today)


def may_keep_special(person: Person, today: date) -> bool:
    """Whether health, family and behaviour may be written down: 152-ФЗ, ст. 10 ч. 2 п. 1 wants a consent of its own."""
    given = Consent.objects.in_force(today).filter(person=person, purpose=Purpose.SPECIAL)
    return set(signers_for(Purpose.SPECIAL, person, today)) <= set(given.values_list("signer", flat=True))
