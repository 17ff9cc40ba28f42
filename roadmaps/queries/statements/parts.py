"""What several statements ask for."""

from typing import Any

from core.statements import visible
from roadmaps.models import Occurrence
from schools.models import Membership

Rows = list[list[Any]]

NAME = "m.last_name, m.first_name, m.patronymic"

# In the order of the fields of `roadmaps.queries.status.Due`.
DUE = "o.id, o.activity_id, o.starts_on, o.due_on, o.state, o.files_count, o.done_on"
DUES = f'"roadmaps_occurrence" o WHERE o.organization_id = %(organization)s AND {visible(Occurrence, "o")}'

# In the order of the arguments of `roadmaps.queries.rows.responsible_words`.
RESPONSIBLE = f"p.kind, p.text, p.role, p.body_id, p.person_id, {NAME}"
PERSON_OF_RESPONSIBLE = f"""
LEFT JOIN "schools_membership" m ON m.id = p.person_id AND {visible(Membership, "m")}"""

# In the order of the arguments of `roadmaps.queries.events.happened`.
EVENT = f"e.verb, e.details, e.account_id, e.at, {NAME}"


def person_of_account(column: str, row: str) -> str:
    """The join of `m`, the person of an account in the organization of `row`; empty when the viewer may not read it."""
    return f"""
    LEFT JOIN "schools_membership" m ON m.account_id = {row}.{column} AND m.organization_id = {row}.organization_id
    AND {visible(Membership, "m")}"""
