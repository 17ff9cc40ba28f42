"""Consents given in a public questionnaire: which papers there are, what is shown, what is kept with an application."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from core import tenancy
from core.dates import long_date
from core.pdf import render_pdf
from core.tenancy import SYSTEM
from core.viewer import Viewer
from core.words import full_name
from mentoring.actions.consent_texts import wording_of
from mentoring.consents.screens import Marks, Part, parts_of, signed, ticked_words
from mentoring.consents.texts import TITLES, Facts
from mentoring.intake.answers import answers_alone
from mentoring.models import Application, ConsentText, IntakeLink, Purpose, Signer
from mentoring.queries.consent_texts import facts_of

# What the pages are called and whether the guest may go on without it.
PURPOSES = {"processing": (Purpose.PROCESSING, False), "publication": (Purpose.DISSEMINATION, True)}


@dataclass(frozen=True)
class Paper:
    """A consent as it stands on the screen, word for word. `who` is the line a blank has for the pen."""

    wording: ConsentText
    signer: str
    title: str
    who: str
    facts: Facts
    optional: bool

    @property
    def number(self) -> int:
        return self.wording.number

    @property
    def parts(self) -> list[Part]:
        return parts_of(self.wording.body, self.facts)

    def signed(self, marks: Marks) -> str:
        """What is kept: the title, who, and the words with what was ticked."""
        return f"{self.title}\n{self.who}\n{signed(self.wording.body, self.facts, marks)}"

    def ticked(self, marks: Marks) -> list[str]:
        return ticked_words(self.wording.body, self.facts, marks.ticks)


def paper_of(
    link: IntakeLink, answers: Mapping[str, Any], page: str, *, now: datetime, version: int | None = None
) -> Paper:
    """`page` is a key of PURPOSES. The first paper of a purpose stores the school's first version of its words.

    `version`: the key of the words that were agreed to; nothing: the latest.
    """
    purpose, optional = PURPOSES[page]
    signer = signer_of(link, answers, now)
    with tenancy.scope(SYSTEM):
        if version is not None:
            text = ConsentText.objects.get(pk=version, organization=link.organization)
        else:
            text = wording_of(link.organization, purpose, signer, by=Viewer(organization=link.organization), now=now)
        facts = facts_of(link.organization, text.months)
    title = f"Согласие {TITLES[Purpose(text.purpose)]}"
    return Paper(text, signer, title, _who(link, answers), facts, optional)


def signer_of(link: IntakeLink, answers: Mapping[str, Any], now: datetime) -> str:
    if link.audience == IntakeLink.Audience.PARENT:
        return Signer.GUARDIAN
    alone = answers_alone(link.audience, answers, link.organization.local_date(now))
    return Signer.PUPIL if alone else Signer.SELF


def _who(link: IntakeLink, answers: Mapping[str, Any]) -> str:
    """The line a blank has for the pen."""
    subject = full_name(*(str(answers.get(key, "")) for key in ("last_name", "first_name", "patronymic")))
    if link.audience != IntakeLink.Audience.PARENT:
        return f"Я, {subject}."
    keys = ("guardian_last_name", "guardian_first_name", "guardian_patronymic")
    return f"Я, {full_name(*(str(answers.get(key, '')) for key in keys))}, законный представитель. Ребёнок: {subject}."


def papers_given(
    link: IntakeLink,
    answers: Mapping[str, Any],
    agreed: Mapping[str, int],
    marked: Mapping[str, Any],
    *,
    now: datetime,
    address: str,
) -> list[dict[str, Any]]:
    """As `Application.consents` keeps them: 152-ФЗ wants the moment, the address and the very words.

    `marked` are the ticks by page, as the draft keeps them.
    """
    papers = [
        (paper_of(link, answers, page, now=now, version=version), Marks.read(marked.get(page, {})))
        for page, version in agreed.items()
    ]
    moment = f"{now.astimezone(link.organization.zone):%d.%m.%Y %H:%M}"
    return [
        {
            "purpose": paper.wording.purpose,
            "signer": paper.signer,
            "wording": paper.wording.pk,
            "number": paper.number,
            "title": paper.title,
            "shown": paper.signed(marks),
            "ticked": paper.ticked(marks),
            "at": now.isoformat(),
            "at_words": moment,
            "address": address or None,
        }
        for paper, marks in papers
    ]


def waits_for_parent(application: Application) -> bool:
    return any(given["signer"] == Signer.PUPIL for given in application.consents)


def print_papers(application: Application) -> bytes:
    """The papers given with an application as PDF. Raises core.pdf.PdfUnavailable."""
    organization = application.link.organization
    papers = [{**given, "paragraphs": given["shown"].partition("\n")[2].split("\n")} for given in application.consents]
    context = {
        "application": application,
        "papers": papers,
        "organization": organization,
        "on": long_date(organization.local_date(application.submitted_at)),
    }
    return render_pdf(render_to_string("mentoring/intake/paper.html", context), sheet="consent")
