"""Text of the letter about activities from above, written when it leaves, from what still waits for an answer then."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core.letters import LetterText, Line
from core.viewer import Viewer
from core.words import counted, plural
from core.years import school_year_of
from roadmaps.queries.cascade import FROM_WHOM, Offer, offers_to
from roadmaps.terms.wording import ACTIVITIES

WAIT = ("ждёт", "ждут", "ждут")
MOST = 15  # activities of a letter; the rest stand on the page


def offered(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """New ones, then those that changed. Nothing once all of them have been answered."""
    offers = offers_to(viewer, school_year_of(viewer.organization.local_date(now)) + 1)
    waiting, changed = (_meant(rows, payload) for rows in (offers.waiting, offers.changed))
    if not waiting and not changed:
        return None
    lines: list[Line | str] = [*map(_waiting, waiting), *map(_changed, changed)]
    whom = FROM_WHOM[(*waiting, *changed)[0].proposal.sender.level]
    rest = [f"И ещё {len(lines) - MOST}"] if len(lines) > MOST else []
    return LetterText(
        subject=f"{whom}: {counted(len(lines), ACTIVITIES)} {plural(len(lines), WAIT)} решения",
        lines=(*lines[:MOST], *rest),
        link=reverse("proposal_list"),
        button="Посмотреть и принять",
    )


def _meant(offers: list[Offer], payload: dict[str, Any]) -> list[Offer]:
    return [offer for offer in offers if offer.proposal.source_id in payload["sources"]]


def _waiting(offer: Offer) -> Line:
    return Line(offer.state.name, offer.term, reverse("proposal_list"), "Решить")


def _changed(offer: Offer) -> Line:
    fields = ", ".join(change.label.lower() for change in offer.changes)
    link = reverse("proposal_changes", args=[offer.proposal.pk])
    return Line(offer.state.name, f"Изменилось: {fields}", link, "Посмотреть")
