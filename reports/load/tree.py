"""Regions, municipalities, schools and who works there, all invented. Schools stand in a row: neighbours in it are of
all sizes, so every municipality has some without pairs and some with many."""

REGIONS = """
INSERT INTO schools_organization (level, body, region_id, code, full_name, short_name, genitive_name, place, address,
  phone, email, tax_number, web_pages, parent_body, time_zone)
SELECT 'region', 'authority', 0, 'load-r' || n, 'Министерство образования области № ' || n, 'Область № ' || n,
  'министерства образования области № ' || n, 'г. Примерск', '', '', '', '', '', '', 'Europe/Moscow'
FROM generate_series(%(first)s, %(first)s + %(regions)s - 1) n"""
MUNICIPALITIES = """
INSERT INTO schools_organization (level, body, parent_id, region_id, code, full_name, short_name, genitive_name, place,
  address, phone, email, tax_number, web_pages, parent_body, time_zone)
SELECT 'municipality', 'authority', r.id, r.id, 'load-m' || substr(r.code, 7) || '-' || n,
  'Управление образования округа № ' || n, 'Округ № ' || n, 'управления образования округа № ' || n, 'г. Примерск',
  '', '', '', '', '', '', 'Europe/Moscow'
FROM schools_organization r, generate_series(1, %(municipalities)s) n
WHERE r.code = ANY (SELECT 'load-r' || k FROM generate_series(%(first)s, %(first)s + %(regions)s - 1) k)
ORDER BY r.id, n"""
SCHOOLS = """
INSERT INTO schools_organization (level, body, parent_id, region_id, code, full_name, short_name, genitive_name, place,
  address, phone, email, tax_number, web_pages, parent_body, time_zone)
SELECT 'school', 'school', m.id, m.region_id, replace(m.code, 'load-m', 'load-s') || '-' || n,
  'МБОУ «СОШ № ' || n || '»', 'СОШ № ' || n, 'МБОУ «СОШ № ' || n || '»', 'г. Примерск',
  '', '', '', '', '', '', 'Europe/Moscow'
FROM (SELECT *, row_number() OVER (PARTITION BY region_id ORDER BY id) - 1 AS turn FROM schools_organization
      WHERE level = 'municipality' AND code LIKE 'load-m%%' AND id > %(last)s) m,
  generate_series(%(schools)s * m.turn / %(municipalities)s + 1, %(schools)s * (m.turn + 1) / %(municipalities)s) n
ORDER BY m.id, n"""
# `n` runs over all schools from 0; `pairs` has a mean of 6 and two thirds.
PLAN = """
CREATE TEMP TABLE load_school AS
SELECT id, n, (ARRAY[0, 3, 5, 7, 9, 16])[1 + n %% 6] AS pairs, n %% 24 <> 11 AS approved
FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1)::int AS n FROM schools_organization
      WHERE level = 'school' AND code LIKE 'load-s%%' AND id > %(last)s) s"""
STAFF = """
CREATE TEMP TABLE load_staff AS
SELECT nextval(pg_get_serial_sequence('accounts_user', 'id')) AS account, o.id AS organization, o.code, r.role, r.post,
  row_number() OVER (ORDER BY o.id, r.role) AS n
FROM schools_organization o JOIN (VALUES
  ('region', 'region_official', 'специалист министерства'),
  ('municipality', 'municipal_official', 'специалист управления образования'),
  ('school', 'coordinator', 'заместитель директора'),
  ('school', 'director', 'директор')) r (level, role, post) ON r.level = o.level
WHERE o.id > %(last)s AND o.code LIKE 'load-%%'"""
ACCOUNTS = """
INSERT INTO accounts_user (id, password, email, is_active, is_platform, created_at)
SELECT account, %(password)s, replace(role, '_', '-') || '.' || substr(code, 6) || '@load.example', true, false, now()
FROM load_staff"""
MEMBERSHIPS = """
INSERT INTO schools_membership (organization_id, account_id, last_name, first_name, patronymic, gender, post, roles,
  created_at)
SELECT organization, account, (%(surnames)s::text[])[1 + n %% 24] || 'а', (%(women)s::text[])[1 + n / 24 %% 12],
  (%(patronymics)s::text[])[1 + n / 288 %% 10] || 'на', 'f', post, ARRAY[role], now()
FROM load_staff"""

STATEMENTS = [
    ("schools_organization", REGIONS),
    ("schools_organization", MUNICIPALITIES),
    ("schools_organization", SCHOOLS),
    ("load_school", PLAN),
    ("load_staff", STAFF),
    ("accounts_user", ACCOUNTS),
    ("schools_membership", MEMBERSHIPS),
]
