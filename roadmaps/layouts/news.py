"""Rows of «Что сегодня» besides the tasks, by stencils: what waits for a decision, what happened."""

from datetime import date
from typing import NamedTuple

from django.utils.safestring import SafeString

from core.stencils import filled
from core.templatetags.ui import moment
from roadmaps.queries.endorsement import Decision
from roadmaps.queries.events import Happened


class DecisionTraits(NamedTuple):
    late: bool
    first: bool


class EventTraits(NamedTuple):
    about: bool
    linked: bool


def decisions_html(decisions: list[Decision]) -> SafeString:
    if not decisions:
        return SafeString("")
    rows = [
        filled(
            "roadmaps/home/decision.html",
            DecisionTraits(each.late, place == 0),
            text=each.text,
            note=each.note,
            address=each.address,
            button=each.button,
        )
        for place, each in enumerate(decisions)
    ]
    return filled("roadmaps/home/decisions.html", None, rows=SafeString("".join(rows)))


def events_html(events: list[Happened], today: date) -> SafeString:
    rows = [
        filled(
            "roadmaps/home/event.html",
            EventTraits(bool(event.about), bool(event.address)),
            text=event.text,
            address=event.address,
            name=event.about,
            who=event.who,
            at=moment(event.at, today),
        )
        for event in events
    ]
    return SafeString("".join(rows))
