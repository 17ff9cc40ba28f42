"""Who answers for a step opens the card of its person through it (`app_own`): such an account ends the step and
changes nothing else of it, else it could open any card of the school."""

from django.db import migrations

KEPT = """
CREATE FUNCTION nextstep_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  staff bigint[] := NULLIF(current_setting('app.pd_write', true), '')::bigint[];
  free text[] := '{closed_at,region_id,municipality_id,school_id}';
BEGIN
  IF current_setting('app.system', true) = 'on' OR OLD.organization_id = ANY (COALESCE(staff, '{}')) THEN
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
    OR OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at THEN
    RAISE EXCEPTION 'a step is ended by whoever answers for it, not changed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER nextstep_kept BEFORE UPDATE ON mentoring_nextstep FOR EACH ROW EXECUTE FUNCTION nextstep_kept();
"""
LET = "DROP TRIGGER nextstep_kept ON mentoring_nextstep; DROP FUNCTION nextstep_kept();"


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0003_same_pair")]

    operations = [migrations.RunSQL(KEPT, LET)]
