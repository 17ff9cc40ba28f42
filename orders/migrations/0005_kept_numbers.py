"""Patterns move from organizations to their journals, registered orders get their place; links freeze with orders."""

from django.db import migrations

MOVE = """
ALTER TABLE orders_order DISABLE TRIGGER order_frozen;
UPDATE orders_order SET ordinal = substring(number from '\\d{1,6}')::int WHERE status = 'registered';
ALTER TABLE orders_order ENABLE TRIGGER order_frozen;
INSERT INTO orders_journal (organization_id, region_id, municipality_id, school_id, kind, pattern, is_used)
  SELECT id, region_id, municipality_id, school_id, 'main', order_pattern, true
  FROM schools_organization WHERE order_pattern NOT IN ('', '{n}-од');
"""
FROZEN = """
CREATE FUNCTION order_link_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE labels text[] := ARRAY['region_id', 'municipality_id', 'school_id'];
BEGIN
  IF EXISTS (SELECT 1 FROM orders_order o WHERE o.id = COALESCE(NEW.order_id, OLD.order_id) AND o.status = 'registered')
     AND NOT (TG_OP = 'UPDATE' AND to_jsonb(NEW) - labels = to_jsonb(OLD) - labels) THEN
    RAISE EXCEPTION 'the links of a registered order are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER orderlink_frozen BEFORE INSERT OR UPDATE OR DELETE ON orders_orderlink
  FOR EACH ROW EXECUTE FUNCTION order_link_frozen();
"""
DROP = """
DROP TRIGGER orderlink_frozen ON orders_orderlink;
DROP FUNCTION order_link_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_journals_and_links")]

    operations = [migrations.RunSQL(MOVE, migrations.RunSQL.noop), migrations.RunSQL(FROZEN, DROP)]
