"""Columns of a row that two organizations write: a policy lets either side in, this trigger keeps each to its own part.

A model of the class "offered" or "requested" names them: `sender_writes`, `receiver_writes`, and `sender_states`, the
values of its `state` that the sender alone sets and lifts.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models

SIDES_FUNCTION = """
CREATE OR REPLACE FUNCTION tenant_sides() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  writes bigint[] := NULLIF(current_setting('app.write_orgs', true), '')::bigint[];
  sends boolean := OLD.sender_id = ANY (COALESCE(writes, '{}'));
  answers boolean := OLD.organization_id = ANY (COALESCE(writes, '{}'));
  before jsonb := to_jsonb(OLD);
  after jsonb := to_jsonb(NEW);
  name text;
BEGIN
  IF current_setting('app.system', true) = 'on' OR sends AND answers THEN RETURN NEW; END IF;
  FOREACH name IN ARRAY string_to_array(CASE WHEN sends THEN TG_ARGV[1] ELSE TG_ARGV[0] END, ',') LOOP
    IF before -> name IS DISTINCT FROM after -> name THEN
      RAISE EXCEPTION 'column %.% belongs to the other side', TG_TABLE_NAME, name USING ERRCODE = '42501';
    END IF;
  END LOOP;
  IF NEW.state IS DISTINCT FROM OLD.state
    AND sends <> (ARRAY[NEW.state, OLD.state]::text[] && string_to_array(TG_ARGV[2], ',')) THEN
    RAISE EXCEPTION 'state of %: % is not for this side', TG_TABLE_NAME, NEW.state USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$"""


def side_statements(model: type[models.Model]) -> Iterator[str]:
    """The trigger of one table of the class "offered"."""
    described: Any = model
    table = model._meta.db_table
    sender, receiver = (_columns(model, names) for names in (described.sender_writes, described.receiver_writes))
    states = ",".join(described.sender_states)
    yield f'DROP TRIGGER IF EXISTS tenant_sides ON "{table}"'
    yield (
        f'CREATE TRIGGER tenant_sides BEFORE UPDATE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION tenant_sides('{sender}', '{receiver}', '{states}')"
    )


def _columns(model: type[models.Model], names: tuple[str, ...]) -> str:
    options: Any = model._meta
    return ",".join(options.get_field(name).column for name in names)
