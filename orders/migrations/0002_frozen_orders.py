"""A registered order is closed for everybody: number, date, text, links and file. A misprint is corrected by a new order."""

from django.db import migrations

# The labels below `organization` stay free: moving a school in the tree re-labels its rows.
FROZEN = """
CREATE FUNCTION order_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE labels text[] := ARRAY['region_id', 'municipality_id', 'school_id'];
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - labels = to_jsonb(OLD) - labels THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a registered order is frozen' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER order_frozen BEFORE UPDATE OR DELETE ON orders_order
  FOR EACH ROW WHEN (OLD.status = 'registered') EXECUTE FUNCTION order_frozen();
CREATE TRIGGER orderfile_frozen BEFORE UPDATE OR DELETE ON orders_orderfile
  FOR EACH ROW EXECUTE FUNCTION order_frozen();

CREATE FUNCTION order_text_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE labels text[] := ARRAY['region_id', 'municipality_id', 'school_id'];
BEGIN
  IF EXISTS (SELECT 1 FROM orders_order o WHERE o.id = OLD.order_id AND o.status = 'registered')
     AND NOT (TG_OP = 'UPDATE' AND to_jsonb(NEW) - labels = to_jsonb(OLD) - labels) THEN
    RAISE EXCEPTION 'the text of a registered order is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER ordertext_frozen BEFORE UPDATE OR DELETE ON orders_ordertext
  FOR EACH ROW EXECUTE FUNCTION order_text_frozen();

CREATE FUNCTION order_file_registered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM orders_order o WHERE o.id = NEW.order_id AND o.status = 'registered') THEN
    RAISE EXCEPTION 'only a registered order has a file' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orderfile_registered BEFORE INSERT ON orders_orderfile
  FOR EACH ROW EXECUTE FUNCTION order_file_registered();

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
DROP TRIGGER orderfile_registered ON orders_orderfile;
DROP FUNCTION order_file_registered();
DROP TRIGGER ordertext_frozen ON orders_ordertext;
DROP FUNCTION order_text_frozen();
DROP TRIGGER orderfile_frozen ON orders_orderfile;
DROP TRIGGER order_frozen ON orders_order;
DROP FUNCTION order_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [migrations.RunSQL(FROZEN, DROP)]
