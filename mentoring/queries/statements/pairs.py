"""Open pairs of one organization with what their health is judged by, and how much of other work waits there."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.roles import Permission
from core.statements import listed, one_row, scope_values, visible
from core.viewer import Viewer
from mentoring.models import (
    Application,
    Errand,
    Meeting,
    Pair,
    PairMember,
    PairRules,
    Person,
    Plan,
    Survey,
    SurveyTicket,
)
from mentoring.queries.health import LIMITS
from mentoring.queries.meetings import kept_by
from mentoring.surveys.states import LATE_DAYS

MENTEES = f"""(
  SELECT json_agg(json_build_array(x.id, x.last_name, x.first_name, x.patronymic, x.status) ORDER BY x.search_name)
  FROM "mentoring_pairmember" n JOIN "mentoring_person" x ON x.id = n.mentee_id
  WHERE n.organization_id = p.organization_id AND n.pair_id = p.id AND n.left_on IS NULL
  AND {visible(PairMember, "n")} AND {visible(Person, "x")})"""
HELD = f"""(SELECT json_agg(json_build_array(k.kind, k.first, k.last)) FROM (
  SELECT g.kind, min(g.held_on) AS first, max(g.held_on) AS last FROM "mentoring_meeting" g
  WHERE g.organization_id = p.organization_id AND g.pair_id = p.id AND g.status = 'held' AND {visible(Meeting, "g")}
  GROUP BY g.kind) k)"""
PAIRS = listed(
    "p.id, p.status, p.status_since, p.starts_on, p.ends_on, p.rhythm_days, "
    f"json_build_array(m.id, m.last_name, m.first_name, m.patronymic, m.status), {MENTEES}, {HELD}, l.id IS NOT NULL",
    f"""
    "mentoring_pair" p JOIN "mentoring_person" m ON m.id = p.mentor_id AND {visible(Person, "m")}
    LEFT JOIN "mentoring_plan" l ON l.organization_id = p.organization_id AND l.pair_id = p.id AND l.status = 'sent'
      AND {visible(Plan, "l")}
    WHERE p.organization_id = %(organization)s AND p.status = ANY(%(open)s) AND {visible(Pair, "p")}""",
    "p.id",
)
RULES = listed(
    ", ".join(f"r.{name}" for name in LIMITS),
    f'"mentoring_pairrules" r WHERE r.organization_id = %(organization)s AND {visible(PairRules, "r")}',
    "r.id",
)
# The three counts: `open_errands` by kind, new `applications_of`, `offered_meetings`.
ERRANDS = listed(
    "k.kind, k.number, k.due",
    f"""
    (SELECT e.kind, count(*) AS number, min(e.due_on) AS due FROM "mentoring_errand" e
    WHERE %(keeps)s AND e.organization_id = %(organization)s AND e.closed_at IS NULL AND {visible(Errand, "e")}
    GROUP BY e.kind) k""",
    "k.due, k.kind",
)
APPLICATIONS = f"""(SELECT json_build_array(count(*), min(a.submitted_at)) FROM "mentoring_application" a
  WHERE %(keeps)s AND a.organization_id = %(organization)s AND a.state = 'new' AND {visible(Application, "a")}
  AND NOT EXISTS (SELECT 1 FROM "mentoring_person" x
    WHERE x.id = a.person_id AND x.status = ANY(%(stopped)s) AND {visible(Person, "x")}))"""
OFFERED = f"""(SELECT count(*) FROM "mentoring_meeting" o
  WHERE o.organization_id = ANY(%(kept)s) AND o.status = 'offered' AND {visible(Meeting, "o")})"""
# As `state_of` says LATE: the term is over, answers still come in.
SURVEYS = listed(
    """s.id, s.title, s.due_on, (SELECT count(*) FROM "mentoring_surveyticket" t
    WHERE t.organization_id = s.organization_id AND t.survey_id = s.id AND NOT t.answered AND """
    f"{visible(SurveyTicket, 't')})",
    f"""
    "mentoring_survey" s WHERE %(runs)s AND s.organization_id = %(organization)s AND s.closed_at IS NULL
    AND s.due_on < %(today)s AND s.due_on >= %(since)s AND {visible(Survey, "s")}""",
    "s.due_on, s.id",
)
STATEMENT = f"SELECT {PAIRS}, {RULES}, {ERRANDS}, {APPLICATIONS}, {OFFERED}, {SURVEYS}"


@dataclass(frozen=True, slots=True)
class AtHome:
    """Rows of the pairs, the one row of the rules if there is one; dates and moments are still words.

    `errands` are (kind, how many, the earliest term), `applications` (how many, since when the first waits),
    `surveys` (id, title, term, how many of the asked are silent).
    """

    pairs: list[list[Any]]
    rules: list[list[Any]]
    errands: list[list[Any]]
    applications: list[Any]
    offered: int
    surveys: list[list[Any]]


def read_at_home(viewer: Viewer, today: date) -> AtHome:
    """Counts of the bases only for whoever keeps them, of offered meetings only for whoever decides about them."""
    where: dict[str, Any] = {
        "organization": viewer.organization.pk,
        "open": [str(each) for each in Pair.OPEN],
        "stopped": [str(each) for each in Person.STOPPED],
        "keeps": viewer.can(Permission.PERSON_EDIT),
        "kept": list(kept_by(viewer)),
        "runs": viewer.can(Permission.SURVEY_RUN),
        "today": today,
        "since": today - timedelta(days=LATE_DAYS),
    }
    row = one_row(STATEMENT, {**scope_values(viewer), **where}) or (None,) * 6
    pairs, rules, errands, applications, offered, surveys = row
    return AtHome(pairs or [], rules or [], errands or [], applications or [0, None], offered or 0, surveys or [])
