"""The shape of the tree, kept by the database: labels filled by a trigger, checked by keys."""

from django.db import migrations

LABELS = """
CREATE FUNCTION organization_labels() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE above record;
BEGIN
  IF NEW.level = 'region' THEN
    NEW.region_id := NEW.id; NEW.municipality_id := NULL; NEW.school_id := NULL;
    RETURN NEW;
  END IF;
  SELECT o.id, o.region_id, o.municipality_id, o.level INTO STRICT above
  FROM schools_organization o WHERE o.id = NEW.parent_id;
  NEW.region_id := above.region_id;
  IF NEW.level = 'municipality' THEN
    NEW.municipality_id := NEW.id; NEW.school_id := NULL;
  ELSE
    NEW.municipality_id := above.municipality_id; NEW.school_id := NEW.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organization_labels BEFORE INSERT OR UPDATE OF parent_id, level ON schools_organization
  FOR EACH ROW EXECUTE FUNCTION organization_labels();
ALTER TABLE schools_organization
  ADD CONSTRAINT organization_shape CHECK (CASE level
    WHEN 'region' THEN parent_id IS NULL AND region_id = id AND municipality_id IS NULL AND school_id IS NULL
    WHEN 'municipality' THEN parent_id = region_id AND municipality_id = id AND school_id IS NULL
    WHEN 'school' THEN parent_id = municipality_id AND municipality_id <> id AND school_id = id
    ELSE false END),
  ADD CONSTRAINT organization_id_region_uniq UNIQUE (id, region_id),
  ADD CONSTRAINT organization_id_municipality_uniq UNIQUE (id, municipality_id),
  ADD CONSTRAINT organization_id_school_uniq UNIQUE (school_id, municipality_id, region_id),
  ADD CONSTRAINT organization_parent_region FOREIGN KEY (parent_id, region_id)
    REFERENCES schools_organization (id, region_id) ON UPDATE CASCADE;
"""
DROP = """
ALTER TABLE schools_organization DROP CONSTRAINT organization_parent_region, DROP CONSTRAINT organization_shape,
  DROP CONSTRAINT organization_id_region_uniq, DROP CONSTRAINT organization_id_municipality_uniq,
  DROP CONSTRAINT organization_id_school_uniq;
DROP TRIGGER organization_labels ON schools_organization;
DROP FUNCTION organization_labels();
"""
# One order of Russian names on every PostgreSQL: these builds have no ICU.
SORT_KEY = """
CREATE FUNCTION russian_key(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN translate(lower(value), 'ё', 'е');
"""


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]

    operations = [
        migrations.RunSQL(LABELS, DROP),
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION russian_key(text)"),
    ]
