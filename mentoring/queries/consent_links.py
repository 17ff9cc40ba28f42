"""Papers of a link: what a representative reads, what is decided already."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from core.viewer import Viewer
from core.words import folded
from mentoring.consents.screens import Marks, Part, parts_of, signed, ticked_words
from mentoring.consents.texts import TITLES, Facts
from mentoring.models import Consent, ConsentLink, ConsentText, Guardian, Pair, PairMember, Person, Purpose, Signer
from mentoring.queries.consent_texts import facts_of

State = Consent.State


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper on the screen of a representative. `consent` is what was decided last, by whichever of the parents."""

    purpose: Purpose
    wording: ConsentText
    facts: Facts
    child: str
    relation: str
    consent: Consent | None
    is_open: bool

    @property
    def title(self) -> str:
        return f"Согласие {TITLES[self.purpose]}"

    @property
    def parts(self) -> list[Part]:
        return parts_of(self.wording.body, self.facts)

    @property
    def is_optional(self) -> bool:
        return self.purpose != Purpose.PROCESSING

    def signed(self, name: str, marks: Marks) -> str:
        """What is kept: the title, who signs for whom as it stood there, the words with what was ticked."""
        who = f"Я, {name}, {self.relation}. Ребёнок: {self.child}."
        return f"{self.title}\n{who}\n{signed(self.wording.body, self.facts, marks)}"

    def ticked(self, marks: Marks) -> list[str]:
        return ticked_words(self.wording.body, self.facts, marks.ticks)


def child_of(person: Person) -> str:
    """«Иван О., 6 «А»»: enough for a parent, little for whoever finds the letter."""
    name = f"{person.first_name} {person.last_name[:1]}."
    return ", ".join(part for part in (name, person.class_name) if part)


def rests_since(viewer: Viewer, person: Person) -> date | None:
    """Since when the child meets with no group for want of a consent."""
    rows = PairMember.objects.visible_to(viewer).filter(mentee=person, left_on=None, status__in=Pair.OPEN)
    return rows.aggregate(since=Min("paused_on"))["since"]


def paper_of(viewer: Viewer, link: ConsentLink, text: ConsentText, today: date) -> Paper:
    """`text` is the version that is shown."""
    rows = Consent.objects.visible_to(viewer).filter(
        person=link.person_id, purpose=text.purpose, signer=Signer.GUARDIAN
    )
    decided = rows.filter(state__in=[State.GIVEN, State.REFUSED, State.WITHDRAWN])
    given = decided.filter(state=State.GIVEN).first()
    holds = given is not None and not given.is_expiring(today)
    return Paper(
        purpose=Purpose(text.purpose),
        wording=text,
        facts=facts_of(link.organization, text.months),
        child=child_of(link.person),
        relation=link.guardian.get_relation_display(),
        consent=given if holds else decided.order_by("-asked_at", "-pk").first(),
        is_open=not holds,
    )


def knows_name(guardian: Guardian, name: str) -> bool:
    """Whether the signature holds the last name the school knows; e and ё, small and great letters are alike."""
    return bool(set(folded(guardian.last_name).split()) & set(folded(name).replace(",", " ").split()))


def live_link(viewer: Viewer, guardian: Guardian) -> ConsentLink | None:
    """The link of the representative that has not been switched off; it may be over by its term."""
    rows = ConsentLink.objects.visible_to(viewer).filter(guardian=guardian, revoked_at=None)
    return rows.select_related("organization", "person", "guardian").first()


def signing_guardians(viewer: Viewer, person: Person, today: date) -> list[Guardian]:
    """Representatives who sign for a minor now."""
    if not person.is_minor(today):
        return []
    return list(Guardian.objects.visible_to(viewer).filter(person=person, removed_at=None).order_by("pk"))
