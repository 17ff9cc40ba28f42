"""Wall 3: row-level security. Every table is in exactly one class; an unclassed table stops `migrate`.

`sync()` writes policies, grants, label triggers and composite keys from the models; `core.rls_check` proves that
the database still holds them. ENABLE, not FORCE: the owner (migrations, backups) is outside the policies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from core.fields import TenantForeignKey
from core.rls_sides import SIDES_FUNCTION, side_statements

SYSTEM_ARM = "(SELECT current_setting('app.system', true) = 'on')"
OWN_ACCOUNT = "account_id = (SELECT NULLIF(current_setting('app.account', true), '')::bigint)"


def any_of(column: str, setting: str) -> str:
    """`(SELECT …)` makes the array an InitPlan, evaluated once per statement; '' is what an unset setting reads."""
    return f"{column} = ANY ((SELECT NULLIF(current_setting('app.{setting}', true), '')::bigint[])::bigint[])"


def labels(prefix: str = "") -> str:
    return " OR ".join(
        [
            any_of("region_id", prefix + "regions"),
            any_of("municipality_id", prefix + "municipalities"),
            any_of("organization_id", prefix + "schools"),
        ]
    )


def _or(*arms: str) -> str:
    return " OR ".join([SYSTEM_ARM, *arms])


@dataclass(frozen=True)
class TableClass:
    """Expressions of the policies per command; None: the application role gets no such right."""

    read: str
    insert: str
    update: str | None
    delete: str | None


ORG_WRITE = _or(any_of("organization_id", "write_orgs"))
PERSONAL_WRITE = _or(any_of("organization_id", "pd_write"))
CLOSED = _or(any_of("organization_id", "closed"))
PUBLISHED = f"(published_at IS NOT NULL AND {any_of('organization_id', 'ancestors')})"
INHERITED = _or(labels(), any_of("organization_id", "ancestors"))  # words of papers of the bodies above

# A pair is read by its participants too; the mentor marks meetings, both sides write the plan and their own answers.
OWN_PAIR = any_of("pair_id", "pairs")
PAIR_READ = _or(labels("pd_"), OWN_PAIR)
LOGGED = _or(any_of("organization_id", "pd_write"), any_of("pair_id", "write_pairs"))
JOINT = _or(any_of("organization_id", "pd_write"), OWN_PAIR)
# In one's own name only: the card has to be of the account.
OWN_CARD = f"EXISTS (SELECT 1 FROM mentoring_person p WHERE p.id = person_id AND p.{OWN_ACCOUNT})"
ANSWER = _or(any_of("organization_id", "pd_write"), f"{OWN_ACCOUNT} AND {OWN_PAIR} AND {OWN_CARD}")
# Whoever stands in the pair reads there only what the own account has said, whatever role is held beside or is not:
# the card of the account tells, not the role of a mentor or a mentee.
STANDS = (
    "pair_id IN (SELECT p.id FROM mentoring_pair p JOIN mentoring_person me ON me.id = p.mentor_id "
    f"WHERE me.{OWN_ACCOUNT} UNION ALL SELECT m.pair_id FROM mentoring_pairmember m "
    f"JOIN mentoring_person me ON me.id = m.mentee_id WHERE me.{OWN_ACCOUNT})"
)
ANSWERS_READ = _or(f"({labels('pd_')}) AND ({OWN_PAIR}) IS NOT TRUE AND ({STANDS}) IS NOT TRUE", OWN_ACCOUNT)
CONCERNS = _or(any_of("organization_id", "concerns"))

# What is done for somebody without a pair: whoever answers for it reads it and says that it is done.
RESPONSIBLE = "responsible_id = (SELECT NULLIF(current_setting('app.account', true), '')::bigint)"
ASSIGNED = _or(any_of("organization_id", "pd_write"), RESPONSIBLE)

# What goes back and forth between an organization and the bodies above it: either side writes it.
FROM_ABOVE = " OR ".join(any_of(column, "write_orgs") for column in ("organization_id", "municipality_id", "region_id"))
ROUTED = _or(FROM_ABOVE)

# What a body above offers: it alone makes such a row (no school forges an order of its municipality), both write it.
# Which columns are whose is told by `core.rls_sides`.
# A policy and no constraint: a school that moves to another municipality keeps what the former one has offered.
OFFERED = _or(f"sender_id IN (municipality_id, region_id) AND {any_of('sender_id', 'write_orgs')}")
REMINDED = _or(f"body_id IN (municipality_id, region_id) AND {any_of('body_id', 'write_orgs')}")
ANSWERED = _or(any_of("sender_id", "write_orgs"), any_of("organization_id", "write_orgs"))

# A report asked of a body stands at the one right above, to which it is sent: whoever moves leaves it there and reads
# it on. Asked from there or from higher up, written by both sides; what was handed in never changes.
ONE_BELOW = "EXISTS (SELECT 1 FROM schools_organization o WHERE o.id = sender_id AND o.parent_id = organization_id)"
OWN_REPORT = (
    "EXISTS (SELECT 1 FROM reports_campaignreport r WHERE r.id = report_id AND r.sender_id = reporter_id "
    "AND r.organization_id = reports_campaignsending.organization_id)"
)

# Whoever is only a mentor or a mentee may be a child: the levels above never read such a row.
ABOVE = f"({any_of('region_id', 'regions')} OR {any_of('municipality_id', 'municipalities')})"
NOT_A_CHILD = "NOT roles <@ '{mentor,mentee}'::varchar[]"
PEOPLE = f"{any_of('organization_id', 'schools')} OR {ABOVE} AND {NOT_A_CHILD}"

CLASSES: dict[str, TableClass] = {
    "org": TableClass(_or(labels()), ORG_WRITE, ORG_WRITE, ORG_WRITE),
    "personal": TableClass(_or(labels("pd_")), PERSONAL_WRITE, PERSONAL_WRITE, PERSONAL_WRITE),
    "personal_kept": TableClass(_or(labels("pd_")), PERSONAL_WRITE, None, None),
    "closed": TableClass(CLOSED, CLOSED, CLOSED, CLOSED),
    "person": TableClass(_or(labels("pd_"), any_of("id", "persons")), PERSONAL_WRITE, PERSONAL_WRITE, PERSONAL_WRITE),
    "pair": TableClass(_or(labels("pd_"), any_of("id", "pairs")), PERSONAL_WRITE, PERSONAL_WRITE, PERSONAL_WRITE),
    "paired": TableClass(PAIR_READ, PERSONAL_WRITE, PERSONAL_WRITE, PERSONAL_WRITE),
    "logged": TableClass(PAIR_READ, LOGGED, LOGGED, LOGGED),
    "joint": TableClass(PAIR_READ, JOINT, JOINT, JOINT),
    "answer": TableClass(ANSWERS_READ, ANSWER, None, PERSONAL_WRITE),
    "asked": TableClass(_or(labels("pd_"), OWN_ACCOUNT), PERSONAL_WRITE, PERSONAL_WRITE, PERSONAL_WRITE),
    "concern": TableClass(CONCERNS, _or(any_of("organization_id", "concerns"), OWN_PAIR), CONCERNS, CONCERNS),
    "assigned": TableClass(_or(labels("pd_"), RESPONSIBLE), PERSONAL_WRITE, ASSIGNED, PERSONAL_WRITE),
    "published": TableClass(_or(labels(), PUBLISHED), ORG_WRITE, ORG_WRITE, ORG_WRITE),
    "routed": TableClass(_or(labels()), ROUTED, ROUTED, ORG_WRITE),
    "offered": TableClass(_or(labels()), OFFERED, ANSWERED, None),
    "requested": TableClass(
        _or(labels(), any_of("sender_id", "schools")),
        _or(f"({FROM_ABOVE}) AND {ONE_BELOW}"),
        _or(FROM_ABOVE, any_of("sender_id", "write_orgs")),
        None,
    ),
    "handed_in": TableClass(
        _or(labels(), any_of("reporter_id", "schools")),
        _or(f"{any_of('reporter_id', 'write_orgs')} AND {OWN_REPORT}"),
        None,
        None,
    ),
    "kept": TableClass(_or(labels()), ORG_WRITE, None, None),
    "counted": TableClass(_or(labels()), SYSTEM_ARM, SYSTEM_ARM, SYSTEM_ARM),
    "reminded": TableClass(_or(labels()), REMINDED, None, None),
    "inherited": TableClass(INHERITED, ORG_WRITE, ORG_WRITE, ORG_WRITE),
    "inherited_kept": TableClass(INHERITED, ORG_WRITE, None, None),
    "settings": TableClass("true", ORG_WRITE, ORG_WRITE, ORG_WRITE),
    "directory": TableClass("true", SYSTEM_ARM, SYSTEM_ARM, SYSTEM_ARM),
    "membership": TableClass(_or(OWN_ACCOUNT, labels()), SYSTEM_ARM, SYSTEM_ARM, SYSTEM_ARM),
    "people": TableClass(_or(OWN_ACCOUNT, PEOPLE), SYSTEM_ARM, SYSTEM_ARM, SYSTEM_ARM),
    "event": TableClass(_or(any_of("organization_id", "write_orgs")), "true", None, None),
    "inbox": TableClass(_or(OWN_ACCOUNT), "true", _or(OWN_ACCOUNT), SYSTEM_ARM),
    "account": TableClass(_or(OWN_ACCOUNT), _or(OWN_ACCOUNT), _or(OWN_ACCOUNT), _or(OWN_ACCOUNT)),
    "outbox": TableClass(SYSTEM_ARM, "true", SYSTEM_ARM, SYSTEM_ARM),
}

# Tables without tenant data and without names; a model of ours never stands here.
OPEN_MODELS = frozenset(
    {
        "accounts.user",
        "auth.permission",
        "auth.group",
        "contenttypes.contenttype",
        "sessions.session",
        "account.emailaddress",
        "account.emailconfirmation",
        "mfa.authenticator",
        "usersessions.usersession",
    }
)
TWO_SIDED = frozenset({"offered", "requested"})  # columns belong to one side each
NO_LABELS = frozenset({"directory", "account"})  # classes of tables without `organization`


class Unclassed(RuntimeError):
    """A table without a tenancy policy."""


def models_by_class() -> Iterator[tuple[type[models.Model], str]]:
    """Every table the project knows with its class; raises Unclassed."""
    for model in apps.get_models(include_auto_created=True):
        options: Any = model._meta
        if not options.managed or options.proxy:
            continue
        name = getattr(model, "tenant_class", None)
        label = options.label_lower
        if name is None and label not in OPEN_MODELS and not options.auto_created:
            raise Unclassed(label)
        yield model, name or "open"


def sync(connection: Any) -> None:
    """Brings policies, grants, triggers and composite keys in line with the models. Run as the owner."""
    with connection.cursor() as cursor:
        cursor.execute(LABELS_FUNCTION)
        cursor.execute(SIDES_FUNCTION)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {settings.APP_ROLE}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {settings.APP_ROLE}")
        classed = list(models_by_class())
        for model, name in classed:
            for statement in table_statements(model, name):
                cursor.execute(statement)
        for model, name in classed:
            if name not in {"open", *NO_LABELS}:
                for statement in reference_statements(model):
                    cursor.execute(statement)


LABELS_FUNCTION = """
CREATE OR REPLACE FUNCTION tenant_labels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT o.region_id, o.municipality_id, o.school_id
  INTO STRICT NEW.region_id, NEW.municipality_id, NEW.school_id
  FROM schools_organization o WHERE o.id = NEW.organization_id;
  RETURN NEW;
END $$"""


def table_statements(model: type[models.Model], name: str) -> Iterator[str]:
    table, app = model._meta.db_table, settings.APP_ROLE
    yield f'REVOKE ALL ON "{table}" FROM {app}'
    if name == "open":
        yield f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO {app}'
        yield from _sequence_grant(model)
        return
    policy = CLASSES[name]
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    for command, using, check in _policies(policy):
        yield f'DROP POLICY IF EXISTS tenant_{command.lower()} ON "{table}"'
        yield f'CREATE POLICY tenant_{command.lower()} ON "{table}" FOR {command} TO {app}{using}{check}'
        yield f'GRANT {command}{_changeable(model) if command == "UPDATE" else ""} ON "{table}" TO {app}'
    yield from _sequence_grant(model)
    if name not in NO_LABELS:
        yield f'DROP TRIGGER IF EXISTS tenant_labels ON "{table}"'
        yield (
            f'CREATE TRIGGER tenant_labels BEFORE INSERT OR UPDATE OF organization_id ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION tenant_labels()"
        )
    if name in TWO_SIDED:
        yield from side_statements(model)


def _policies(policy: TableClass) -> Iterator[tuple[str, str, str]]:
    yield "SELECT", f" USING ({policy.read})", ""
    yield "INSERT", "", f" WITH CHECK ({policy.insert})"
    if policy.update:
        yield "UPDATE", f" USING ({policy.update})", f" WITH CHECK ({policy.update})"
    if policy.delete:
        yield "DELETE", f" USING ({policy.delete})", ""


def once_columns(model: type[models.Model]) -> set[str]:
    """What a row says for good: a model names such fields in `written_once`."""
    options: Any = model._meta
    return {options.get_field(name).column for name in getattr(model, "written_once", ())}


def _changeable(model: type[models.Model]) -> str:
    """The columns of a right to update when some are written once; nothing when all may change."""
    once = once_columns(model)
    columns = [str(field.column) for field in model._meta.concrete_fields if field.column not in once]
    return f" ({', '.join(columns)})" if once else ""


def _sequence_grant(model: type[models.Model]) -> Iterator[str]:
    pk: Any = model._meta.pk
    if isinstance(pk, models.AutoField | models.BigAutoField):
        yield f'GRANT USAGE ON SEQUENCE "{model._meta.db_table}_{pk.column}_seq" TO {settings.APP_ROLE}'


def reference_statements(model: type[models.Model]) -> Iterator[str]:
    """Keys of the labels (a wrong label is refused, moving a school re-labels) and composite references."""
    table = model._meta.db_table
    for label in ("region_id", "municipality_id"):
        yield _constraint(
            table,
            f"{table}_{label}_tenant",
            f'FOREIGN KEY (organization_id, {label}) REFERENCES "schools_organization" (id, {label}) ON UPDATE CASCADE',
        )
    for field in model._meta.local_fields:
        if isinstance(field, TenantForeignKey):
            target = field.related_model._meta.db_table
            emptied = f' ON DELETE SET NULL ("{field.column}")' if field.is_emptied_by_database else ""
            yield _constraint(target, f"{target}_id_organization_uniq", "UNIQUE (id, organization_id)")
            yield _constraint(
                table,
                f"{table}_{field.column}_tenant",
                f'FOREIGN KEY ("{field.column}", {field.owner}) REFERENCES "{target}" (id, organization_id){emptied}',
            )


def _constraint(table: str, name: str, body: str) -> str:
    short = name[:63]
    return f"""DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{short}' AND conrelid = '"{table}"'::regclass) THEN
    ALTER TABLE "{table}" ADD CONSTRAINT "{short}" {body};
  END IF; END $$"""
