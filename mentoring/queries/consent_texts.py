"""Words of consents as an organization has them."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, QuerySet

from core.viewer import Viewer
from mentoring.consents import texts
from mentoring.consents.wording import MONTHS, built_in
from mentoring.models import ConsentText, Purpose, Signer
from schools.models import Organization

SIGNERS = (Signer.SELF, Signer.GUARDIAN, Signer.PUPIL)
PAPERS = (
    *((purpose, signer) for purpose in Purpose if purpose != Purpose.LABOUR for signer in SIGNERS),
    (Purpose.LABOUR, Signer.SELF),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of an organization: its latest version, or the built-in words nobody has needed yet."""

    purpose: Purpose
    signer: Signer
    text: ConsentText

    @property
    def title(self) -> str:
        return texts.TITLES[self.purpose]

    @property
    def who(self) -> str:
        return texts.WHO[self.signer]


def papers(viewer: Viewer) -> list[Paper]:
    """Every paper there is, in the order of purposes: one statement."""
    kept = latest_texts(viewer.organization)
    return [
        Paper(purpose, signer, kept.get((purpose, signer)) or unwritten(viewer.organization, purpose, signer))
        for purpose, signer in PAPERS
    ]


def latest_texts(organization: Organization) -> dict[tuple[str, str], ConsentText]:
    """By purpose and signer."""
    rows = ConsentText.objects.filter(organization=organization).order_by("purpose", "signer", "-number")
    return {(row.purpose, row.signer): row for row in rows.distinct("purpose", "signer")}


def unwritten(organization: Organization, purpose: str, signer: str) -> ConsentText:
    """The built-in words as a version 0, never stored."""
    return ConsentText(
        organization=organization,
        purpose=purpose,
        signer=signer,
        number=0,
        body=built_in(purpose, signer),
        months=MONTHS,
    )


def versions_of(viewer: Viewer, purpose: str, signer: str) -> QuerySet[ConsentText]:
    """Newest first, each with how many have signed it."""
    rows = ConsentText.objects.visible_to(viewer).filter(organization=viewer.organization)
    return rows.filter(purpose=purpose, signer=signer).annotate(signed=Count("consents")).order_by("-number")


def facts_of(organization: Organization, months: int | None) -> texts.Facts:
    """What the tokens mean for the organization today."""
    return texts.Facts(
        operator=organization.full_name,
        address=organization.address,
        tax_number=organization.tax_number,
        processor=settings.DATA_PROCESSOR,
        months=months,
        pages=organization.web_pages,
    )


def shown_words(organization: Organization, text: ConsentText) -> str:
    """Title and words as they stand on the screen and on the blank: kept with the consent."""
    head = f"Согласие {texts.TITLES[Purpose(text.purpose)]}"
    return f"{head}\n{texts.filled(text.body, facts_of(organization, text.months))}"
