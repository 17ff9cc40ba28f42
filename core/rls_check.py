"""Proof that the database still holds wall 3. Runs in a test, in `check --database default`, in /healthz, after a
restore. Every query must return nothing; what it returns is a problem in words.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from core import rls
from core.rls import CLASSES, NO_LABELS

OLDEST = {15: 150014, 16: 160010, 17: 170006}  # CVE-2024-10976, CVE-2025-8713

QUERIES = {
    "tenant table without row security, with FORCE, or without a policy": """
        SELECT c.relname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
          AND (NOT c.relrowsecurity OR c.relforcerowsecurity
               OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))""",
    "view with the rights of its owner, or a granted materialized view": """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
          AND (relkind = 'v' AND NOT COALESCE(reloptions, '{{}}') @> '{{security_invoker=true}}'
            OR relkind = 'm' AND has_table_privilege('{app}', oid, 'SELECT'))""",
    "reference between tenant tables without organization_id": """
        WITH t AS (SELECT attrelid, attnum FROM pg_attribute WHERE attname = 'organization_id' AND NOT attisdropped)
        SELECT c.relname || '.' || a.attname FROM pg_constraint f JOIN t ON t.attrelid = f.conrelid
        JOIN pg_class c ON c.oid = f.conrelid
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
        WHERE f.contype = 'f' AND f.confrelid IN (SELECT attrelid FROM t) AND t.attnum <> ALL (f.conkey)
          AND c.relname || '.' || a.attname <> ALL (ARRAY[{references}])""",
    "login of the application with too much power": """
        SELECT r.rolname FROM pg_roles r WHERE rolname = '{app}' AND (rolsuper OR rolbypassrls OR rolcreaterole
          OR EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid)
          OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid))""",
    "table with rights the application never needs": """
        SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
          AND (has_table_privilege('{app}', oid, 'REFERENCES') OR has_table_privilege('{app}', oid, 'TRIGGER'))""",
    "policy open to everybody": "SELECT polname FROM pg_policy WHERE 0 = ANY (polroles)",
    "tenant table without its label trigger": """
        SELECT c.relname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT EXISTS (
          SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'tenant_labels' AND g.tgenabled = 'O')""",
    "offered table without the trigger of its sides": """
        SELECT c.relname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'sender_id' AND NOT a.attisdropped
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT EXISTS (
          SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'tenant_sides' AND g.tgenabled = 'O')""",
    "SECURITY DEFINER function that is not pinned, lacks a search path, or is open to everybody": """
        SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
          AND (proname <> ALL (ARRAY[{functions}]) OR proconfig IS NULL
            OR NOT 'search_path=public, pg_temp' = ANY (proconfig)
            OR EXISTS (SELECT 1 FROM aclexplode(COALESCE(proacl, acldefault('f', proowner))) x WHERE x.grantee = 0))""",
    "unique index of a tenant table without organization_id": """
        SELECT i.indexrelid::regclass::text FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = 'organization_id' AND NOT a.attisdropped
        JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
        WHERE i.indisunique AND NOT i.indisprimary AND a.attnum <> ALL (i.indkey::smallint[])
          AND i.indexrelid::regclass::text <> ALL (ARRAY[{pinned}])""",
}
# Rows written only by the system scope that name a person of another organization (an official invites a school), and
# references held to the sender, or to whose indicator it is, by their own composite keys.
PINNED_REFERENCES = (
    "schools_invitation.inviter_id",
    "roadmaps_proposal.source_id",
    "reports_indicatorfact.indicator_id",
    "reports_indicatorplan.indicator_id",
    "reports_publishedfact.indicator_id",
    "reports_campaignreport.campaign_id",
    "reports_campaignanswers.report_id",
)
# Unguessable or system-only keys: a hash of a token, codes of blanks, questionnaires, checks; the occasion of a letter;
# the address of a public page, which everybody may know.
PINNED_UNIQUE = (
    "mentoring_consent_code_key",
    "mentoring_consentlink_digest_key",
    "mentoring_intakelink_code_key",
    "mentoring_pairlink_code_key",
    "mentoring_survey_code_key",
    "mentoring_surveyticket_code_key",
    "mentoring_voteround_code_key",
    "order_check_uniq",
    "reports_publicpage_slug_key",
    "schools_invitation_token_hash_key",
    "notifications_letter_key_key",
)

# Reads as the owner before a scope is known, for `app.account` alone; answers with ids.
PINNED_FUNCTIONS = ("app_own",)


def problems(connection: Any) -> list[str]:
    """What is wrong with the walls of this database; an empty list when they stand."""
    found: list[str] = []
    names = {
        "app": settings.APP_ROLE,
        "pinned": ", ".join(f"'{name}'" for name in PINNED_UNIQUE),
        "functions": ", ".join(f"'{name}'" for name in PINNED_FUNCTIONS),
        "references": ", ".join(f"'{name}'" for name in PINNED_REFERENCES),
    }
    with connection.cursor() as cursor:
        for title, sql in QUERIES.items():
            cursor.execute(sql.format(**names))
            found += [f"{title}: {name}" for (name,) in cursor.fetchall()]
        found += _differing_policies(cursor)
        found += _rewritable(cursor)
    version = connection.pg_version
    if version < OLDEST.get(version // 10000, 150014):
        found.append(f"PostgreSQL {version} has known holes in row-level security")
    return found


def _differing_policies(cursor: Any) -> list[str]:
    """Tables whose set of commands with a policy differs from what their class says."""
    cursor.execute("SELECT tablename, string_agg(cmd, ',' ORDER BY cmd) FROM pg_policies GROUP BY tablename")
    stored = dict(cursor.fetchall())
    found = []
    for model, name in rls.models_by_class():
        if name == "open":
            continue
        policy = CLASSES[name]
        rights = {
            "SELECT": policy.read,
            "INSERT": policy.insert,
            "UPDATE": policy.update,
            "DELETE": policy.delete,
        }
        expected = ",".join(sorted(command for command, expression in rights.items() if expression))
        if stored.get(model._meta.db_table) != expected:
            found.append(f"policies differ from class {name}: {model._meta.db_table}")
    return found


def _rewritable(cursor: Any) -> list[str]:
    """Columns written once that the application may update."""
    found = []
    for model, _name in rls.models_by_class():
        for column in sorted(rls.once_columns(model)):
            cursor.execute(
                "SELECT has_column_privilege(%s, %s, %s, 'UPDATE')", [settings.APP_ROLE, model._meta.db_table, column]
            )
            if cursor.fetchone()[0]:
                found.append(f"column written once may be updated: {model._meta.db_table}.{column}")
    return found


def label_drift(connection: Any) -> int:
    """Rows whose labels differ from their organization's; 0 always. Run nightly under the system scope."""
    total = 0
    with connection.cursor() as cursor:
        for model, name in rls.models_by_class():
            if name == "open" or name in NO_LABELS:
                continue
            cursor.execute(
                f'SELECT count(*) FROM "{model._meta.db_table}" t JOIN schools_organization o '
                "ON o.id = t.organization_id WHERE (t.region_id, t.municipality_id, t.school_id) "
                "IS DISTINCT FROM (o.region_id, o.municipality_id, o.school_id)"
            )
            total += cursor.fetchone()[0]
    return total


@register(Tags.database)
def check_walls(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Web, worker and beat refuse to start when a wall is down."""
    errors: list[CheckMessage] = []
    for alias in databases or []:
        try:
            found = problems(connections[alias])
        except DatabaseError as error:
            found = [f"the database does not answer: {error.__class__.__name__}"]
        errors += [Error(text, id="core.E001") for text in found]
    return errors
