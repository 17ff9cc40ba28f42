"""What the database alone can promise about pairs: members repeat their pair; an account finds its own rows."""

from django.conf import settings
from django.db import migrations

# The status of a pair reaches its members by the key itself, so the indexes of capacity see it in the same statement.
STATE = """
ALTER TABLE mentoring_pairmember ADD CONSTRAINT pairmember_pair_state
  FOREIGN KEY (pair_id, organization_id, mentor_id, form, status)
  REFERENCES mentoring_pair (id, organization_id, mentor_id, form, status) ON UPDATE CASCADE;
"""

# Nothing is visible before the scope is known, so the function reads as the owner. It answers with ids only.
OWN = """
CREATE FUNCTION app_own(organization bigint,
  OUT pairs bigint[], OUT write_pairs bigint[], OUT persons bigint[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS (SELECT id FROM mentoring_person p
              WHERE p.account_id = NULLIF(current_setting('app.account', true), '')::bigint
                AND p.organization_id = organization AND p.status = 'active'),
       pr AS (SELECT p.id, p.mentor_id FROM mentoring_pair p
              WHERE p.organization_id = organization
                AND (p.ended_on IS NULL OR p.ended_on > current_date - 366)
                AND (p.mentor_id IN (TABLE me) OR p.id IN (
                  SELECT m.pair_id FROM mentoring_pairmember m
                  WHERE m.organization_id = organization AND m.mentee_id IN (TABLE me) AND m.left_on IS NULL)))
  SELECT (SELECT array_agg(id) FROM pr),
         (SELECT array_agg(id) FROM pr WHERE mentor_id IN (TABLE me)),
         (SELECT array_agg(x) FROM (
            TABLE me
            UNION SELECT mentor_id FROM pr
            UNION SELECT m.mentee_id FROM mentoring_pairmember m JOIN pr ON pr.id = m.pair_id
              WHERE m.organization_id = organization AND pr.mentor_id IN (TABLE me)
            UNION SELECT s.person_id FROM mentoring_nextstep s
              WHERE s.organization_id = organization AND s.responsible_id = NULLIF(current_setting('app.account', true), '')::bigint
                AND s.closed_at IS NULL
          ) t (x))
$$;
REVOKE ALL ON FUNCTION app_own(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_own(bigint) TO {role};
"""


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0001_initial")]

    operations = [
        migrations.RunSQL(STATE, "ALTER TABLE mentoring_pairmember DROP CONSTRAINT pairmember_pair_state"),
        migrations.RunSQL(OWN.format(role=settings.APP_ROLE), "DROP FUNCTION app_own(bigint)"),
    ]
