"""A term on the page of its activity, by stencils: what it is, what proves it, what may be done with it."""

from typing import NamedTuple

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.stencils import filled
from core.templatetags.ui import day
from roadmaps.queries.activities import ActivityPage, OccurrenceRow


class TermTraits(NamedTuple):
    done: bool
    named: bool
    noted: bool
    can_mark: bool


class ButtonTraits(NamedTuple):
    """`main`: the page's own buttons; `current`: the term they would act on; `fresh`: not begun."""

    main: bool
    current: bool
    open: bool
    fresh: bool
    in_review: bool
    can_mark: bool
    can_review: bool
    can_plan: bool


def term_html(page: ActivityPage, row: OccurrenceRow, csrf_token: str) -> SafeString:
    due = row.occurrence
    several = len(page.occurrences) > 1
    return filled(
        "roadmaps/activity/term.html",
        TermTraits(due.done_on is not None, bool(row.done_by), page.can_open_files and bool(row.note), page.can_mark),
        occurrence=due.pk,
        window=row.window,
        mark=row.status.mark,
        done_on=day(due.done_on),
        done_by=row.done_by,
        note=linebreaksbr(row.note) if row.note else "",
        proofs=_proofs(page, row, csrf_token),
        buttons=buttons_html(page, row, csrf_token, main=False) if several else "",
    )


def _proofs(page: ActivityPage, row: OccurrenceRow, csrf_token: str) -> str:
    """Rendered where there are any: each is a row of its own kind."""
    if not (row.files or row.links or row.occurrence.files):
        return ""
    return render_to_string("roadmaps/activity/proofs.html", {"page": page, "row": row, "csrf_token": csrf_token})


def buttons_html(page: ActivityPage, row: OccurrenceRow, csrf_token: str, *, main: bool) -> SafeString:
    due, current = row.occurrence, page.current
    traits = ButtonTraits(
        main=main,
        current=current is not None and current.occurrence.pk == due.pk,
        open=row.is_open,
        fresh=due.state == "not_started",
        in_review=row.in_review,
        can_mark=page.can_mark,
        can_review=page.can_review,
        can_plan=page.can_plan,
    )
    return filled(
        "roadmaps/activity/buttons.html",
        traits,
        occurrence=due.pk,
        window=row.window,
        version=row.version,
        csrf_token=csrf_token,
    )
