"""Papers asked of many people at once: a constant number of statements however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.consent_texts import wording_of
from mentoring.consents.blanks import Blank, Form, Told, blanks_pdf, unheard
from mentoring.consents.rules import Need, signers_for
from mentoring.models import Consent, ConsentText, Guardian, Person, Purpose, Signer
from mentoring.queries.consent_texts import facts_of, latest_texts, shown_words

State = Consent.State
LIMIT = 500  # about five seconds of printing; more is a long job
Wordings = dict[Need, ConsentText]
Waiting = dict[tuple[int, str], Consent]


class NobodyToAsk(DomainError):
    message = "Печатать нечего: у всех выбранных такое согласие уже есть или оно им не нужно."


class TooManyBlanks(DomainError):
    message = "За один раз печатается не больше 500 бланков. Выберите, например, несколько классов."


@dataclass(frozen=True, slots=True)
class _Wanted:
    person: Person
    need: Need

    @property
    def key(self) -> tuple[int, str]:
        return self.person.pk, self.need.signer


@transaction.atomic
def ask_many(people: Iterable[Person], purpose: str, *, by: Viewer, now: datetime) -> list[Consent]:
    """A waiting paper for everybody who still has to sign; who signed already is passed over, in the given order.

    A paper that waits keeps its code and gets the latest words. Raises NobodyToAsk, TooManyBlanks.
    """
    return _ask(_with_guardians(people, Person.Status.ACTIVE), purpose, by, now)


@transaction.atomic
def ask_anew(person: Person, *, by: Viewer, now: datetime) -> list[Consent]:
    """The processing papers that have to be signed before work with stopped data begins again. Raises NobodyToAsk."""
    return _ask(_with_guardians([person], Person.Status.BLOCKED), Purpose.PROCESSING, by, now)


def _ask(everybody: list[Person], purpose: str, by: Viewer, now: datetime) -> list[Consent]:
    today = by.organization.local_date(now)
    waiting, signed = _live(everybody, purpose, today)
    wanted = [want for want in _wanted(everybody, purpose, today) if want.key not in signed]
    if not wanted:
        raise NobodyToAsk
    if len(wanted) > LIMIT:
        raise TooManyBlanks
    wordings = _wordings({want.need for want in wanted}, by, now)
    shown = {need: shown_words(by.organization, text) for need, text in wordings.items()}
    asked = [_asked(want, waiting, wordings, shown, now) for want in wanted]
    _store(asked)
    record(by, "consents.asked", by.organization, at=now, purpose=purpose, ids=[row.pk for row in asked])
    return asked


def blanks_of(consents: Sequence[Consent], told: Told = unheard) -> bytes:
    """The PDF of waiting papers; each comes with its person, guardian, wording. `told` hears how many are drawn.

    Raises core.pdf.PdfUnavailable.
    """
    forms = {text.pk: _form(text) for text in {row.wording_id: row.wording for row in consents}.values()}
    return blanks_pdf([_blank(row, forms[row.wording_id]) for row in consents], told)


def blank_address(code: str) -> str:
    """What the QR of a blank says: nothing about its person."""
    return address_on_site("consent_accept", code)


def address_on_site(name: str, *args: str) -> str:
    """The whole address of a page, as it goes into a QR."""
    return settings.SITE_URL.rstrip("/") + reverse(name, args=args)


def _with_guardians(people: Iterable[Person], status: str) -> list[Person]:
    rows = Person.objects.filter(pk__in=[person.pk for person in people], status=status)
    present = rows.prefetch_related(
        Prefetch("guardians", Guardian.objects.filter(removed_at=None).order_by("pk"), to_attr="present_guardians")
    )
    return list(present.order_by("class_name", "search_name", "pk"))


def _live(people: list[Person], purpose: str, today: date) -> tuple[Waiting, frozenset[tuple[int, str]]]:
    """By person and signer: papers that wait, and whose signature holds for a while yet."""
    rows = Consent.objects.select_for_update(of=["self"]).filter(person__in=people, purpose=purpose)
    live = list(rows.filter(state__in=[State.ASKED, State.GIVEN]))
    waiting = {(row.person_id, row.signer): row for row in live if row.state == State.ASKED}
    given = [row for row in live if row.state == State.GIVEN and not row.is_expiring(today)]
    return waiting, frozenset((row.person_id, row.signer) for row in given)


def _wanted(people: list[Person], purpose: str, today: date) -> Iterable[_Wanted]:
    for person in people:
        if purpose == Purpose.LABOUR and person.kind != Person.Kind.TEACHER:
            continue
        for signer in signers_for(purpose, person, today):
            yield _Wanted(person, Need(Purpose(purpose), signer))


def _wordings(needs: set[Need], by: Viewer, now: datetime) -> Wordings:
    """Each with its organization: a long job prints them outside any transaction."""
    kept = latest_texts(by.organization)
    found = {
        need: kept.get((need.purpose, need.signer))
        or wording_of(by.organization, need.purpose, need.signer, by=by, now=now)
        for need in needs
    }
    for text in found.values():
        text.organization = by.organization
    return found


def _asked(want: _Wanted, waiting: Waiting, wordings: Wordings, shown: dict[Need, str], now: datetime) -> Consent:
    """A new paper, or the waiting one with the words of today."""
    person, need = want.person, want.need
    row = waiting.get(want.key) or Consent(
        organization_id=person.organization_id, purpose=need.purpose, signer=need.signer, asked_at=now
    )
    guardians: list[Guardian] = getattr(person, "present_guardians", [])
    row.person, row.wording, row.shown = person, wordings[need], shown[need]
    row.guardian = guardians[0] if guardians and need.signer != Signer.SELF else None
    return row


def _store(rows: list[Consent]) -> None:
    Consent.objects.bulk_create([row for row in rows if row.pk is None])
    Consent.objects.bulk_update(
        [row for row in rows if row.pk is not None], ["wording", "shown", "guardian"], batch_size=LIMIT
    )


def _form(text: ConsentText) -> Form:
    return Form(text.purpose, text.signer, text.body, facts_of(text.organization, text.months))


def _blank(row: Consent, form: Form) -> Blank:
    """Stopped data are not printed either: the names are written by hand, the code says whose paper it is."""
    person = row.person
    if person.status == Person.Status.BLOCKED:
        return Blank(form, row.code, blank_address(row.code), "")
    born = f"{person.birth_date:%d.%m.%Y}" if person.birth_date else ""
    place = f"{person.class_name} класс" if person.class_name else ""
    details = ", ".join(part for part in (person.full_name, born, place) if part)
    subject = person.full_name if row.signer == Signer.SELF else details
    guardian = str(row.guardian) if row.guardian else ""
    return Blank(form, row.code, blank_address(row.code), subject, guardian)
