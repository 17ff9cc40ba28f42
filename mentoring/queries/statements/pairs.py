"""Open pairs of one organization with what their health is judged by."""

from typing import Any

from core.statements import listed, one_row, scope_values, visible
from core.viewer import Viewer
from mentoring.models import Meeting, Pair, PairMember, PairRules, Person, Plan
from mentoring.queries.health import LIMITS

MENTEES = f"""(SELECT json_agg(json_build_array(x.id, x.last_name, x.first_name, x.patronymic) ORDER BY x.search_name)
  FROM "mentoring_pairmember" n JOIN "mentoring_person" x ON x.id = n.mentee_id
  WHERE n.organization_id = p.organization_id AND n.pair_id = p.id AND n.left_on IS NULL
  AND {visible(PairMember, "n")} AND {visible(Person, "x")})"""
HELD = f"""(SELECT json_agg(json_build_array(k.kind, k.first, k.last)) FROM (
  SELECT g.kind, min(g.held_on) AS first, max(g.held_on) AS last FROM "mentoring_meeting" g
  WHERE g.organization_id = p.organization_id AND g.pair_id = p.id AND g.status = 'held' AND {visible(Meeting, "g")}
  GROUP BY g.kind) k)"""
PAIRS = listed(
    "p.id, p.status, p.status_since, p.starts_on, p.ends_on, p.rhythm_days, "
    f"json_build_array(m.id, m.last_name, m.first_name, m.patronymic), {MENTEES}, {HELD}, l.id IS NOT NULL",
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
STATEMENT = f"SELECT {PAIRS}, {RULES}"

Lists = tuple[list[list[Any]], list[list[Any]]]


def read_pairs(viewer: Viewer) -> Lists:
    """Rows of the pairs, and the one row of the rules if there is one; dates are still words."""
    where: dict[str, Any] = {"organization": viewer.organization.pk, "open": [str(each) for each in Pair.OPEN]}
    pairs, rules = one_row(STATEMENT, {**scope_values(viewer), **where}) or (None, None)
    return pairs or [], rules or []
