"""Roadmaps of four stages and twenty activities with their terms, consents and orders of a school."""

PLAN = """
CREATE TEMP TABLE load_activity AS
SELECT s.id AS school, s.n, s.approved, s.map, a AS position, (a - 1) / 5 AS stage,
  nextval(pg_get_serial_sequence('roadmaps_activity', 'id')) AS activity
FROM (SELECT *, nextval(pg_get_serial_sequence('roadmaps_roadmap', 'id')) AS map FROM load_school ORDER BY id) s,
  generate_series(1, 20) a ORDER BY s.id, a"""
ROADMAPS = """
INSERT INTO roadmaps_roadmap (id, organization_id, title, target_model, mentoring_forms, starts_on, ends_on,
  school_year, status, approved_on, approval_basis, route, closed_with_year, version, created_at)
SELECT map, school, 'Дорожная карта наставничества', 'both', '{teacher_pupil,teacher_teacher}', %(begins)s,
  make_date(%(year)s + 1, 5, 31), %(year)s, CASE WHEN approved THEN 'approved' ELSE 'draft' END,
  CASE WHEN approved THEN %(begins)s END,
  CASE WHEN approved THEN 'приказ от 01.09.' || %(year)s || ' № 1-о' ELSE '' END,
  CASE WHEN approved THEN 'endorsed' ELSE 'writing' END, false, 1, now()
FROM load_activity WHERE position = 1 ORDER BY map"""
STAGES = """
INSERT INTO roadmaps_stage (organization_id, roadmap_id, position, name, phase, kind)
SELECT school, map, stage + 1, (ARRAY['Подготовка условий', 'Формирование баз', 'Работа пар', 'Итоги'])[stage + 1],
  '', 'stage' FROM load_activity WHERE position %% 5 = 1 ORDER BY map, stage"""
ACTIVITIES = """
INSERT INTO roadmaps_activity (id, organization_id, roadmap_id, stage_id, position, number, name, audience, term_text,
  term_kind, term_rrule, term_note, expected_result, responsible_text, subject, event_kind, evidence, addressed_to,
  compulsory, removal_reason, version)
SELECT a.activity, a.school, a.map, s.id, a.position, a.stage + 1 || '.' || 1 + (a.position - 1) %% 5,
  'Провести мероприятие ' || a.position || ' с наставниками и наставляемыми', '',
  CASE a.position %% 5 WHEN 0 THEN 'ежеквартально' ELSE 'в течение двух недель' END,
  CASE a.position %% 5 WHEN 0 THEN 'recurring' ELSE 'range' END, '', '', 'протокол', 'координатор', '', '',
  'not_needed', '', false, '', 1
FROM load_activity a JOIN roadmaps_stage s ON s.roadmap_id = a.map AND s.position = a.stage + 1 ORDER BY a.activity"""
RESPONSIBLES = """
INSERT INTO roadmaps_responsible (organization_id, activity_id, position, kind, role, text, for_level)
SELECT school, activity, 1, 'role', CASE position %% 3 WHEN 0 THEN 'director' ELSE 'coordinator' END,
  CASE position %% 3 WHEN 0 THEN 'директор' ELSE 'координатор' END, ''
FROM load_activity ORDER BY activity"""
# Every fifth activity comes once a quarter. Of the terms behind us most are done; every fourth school is late.
OCCURRENCES = """
INSERT INTO roadmaps_occurrence (organization_id, roadmap_id, activity_id, starts_on, due_on, state, done_on, note,
  files_count, for_level, version)
SELECT school, map, activity, due_on - 14, due_on, state, CASE state WHEN 'done' THEN due_on - 1 END, '', 0, '', 1
FROM (SELECT *, CASE WHEN NOT approved OR due_on >= %(today)s THEN 'not_started'
    WHEN n %% 4 = 1 AND position %% 3 = 0 OR n %% 8 = 5 THEN 'in_progress' ELSE 'done' END AS state
  FROM (SELECT a.*, %(begins)s + 13 * position + 65 * quarter AS due_on FROM load_activity a,
      generate_series(0, CASE position %% 5 WHEN 0 THEN 3 ELSE 0 END) quarter) w) o
ORDER BY activity, due_on"""
WORDINGS = """
INSERT INTO mentoring_consenttext (organization_id, purpose, signer, number, body, created_at)
SELECT id, 'processing', signer, 1, 'Согласие на обработку персональных данных', now()
FROM load_school, unnest(ARRAY['self', 'guardian']) signer ORDER BY id"""
CONSENTS = """
INSERT INTO mentoring_consent (organization_id, person_id, wording_id, purpose, signer, state, method, code, asked_at,
  given_at, shown, ticked, ended_reason)
SELECT p.organization_id, p.id, t.id, 'processing', t.signer, 'given', 'paper', 'l' || p.id, now(), now(), '', '[]', ''
FROM (SELECT mentor AS person FROM load_pair UNION ALL SELECT mentee FROM load_pair) l
JOIN mentoring_person p ON p.id = l.person
JOIN mentoring_consenttext t ON t.organization_id = p.organization_id AND t.purpose = 'processing'
  AND t.signer = CASE p.kind WHEN 'pupil' THEN 'guardian' ELSE 'self' END
WHERE p.id %% 5 <> 0 ORDER BY p.id"""
ORDERS = """
INSERT INTO orders_order (organization_id, kind, title, status, journal, number, ordinal, dated_on, year, roadmap_id,
  params, registered_at, check_code, version, created_at)
SELECT a.school, k.kind, k.title, 'registered', 'main', k.ordinal || '-о', k.ordinal, %(begins)s, %(year)s,
  CASE k.ordinal WHEN 1 THEN a.map END, '{}', now(), '', 1, now()
FROM load_activity a JOIN load_school s ON s.id = a.school JOIN (VALUES
  (1, 'roadmap_approval', 'Об утверждении дорожной карты'), (2, 'pairs', 'Об утверждении пар')) k (ordinal, kind, title)
  ON k.ordinal = 1 OR s.pairs > 0
WHERE a.position = 1 AND a.approved ORDER BY a.school, k.ordinal"""
JOURNALS = """
INSERT INTO orders_numberjournal (organization_id, journal, year, last)
SELECT id, 'main', %(year)s, 2 FROM load_school WHERE approved ORDER BY id"""

STATEMENTS = [
    ("load_activity", PLAN),
    ("roadmaps_roadmap", ROADMAPS),
    ("roadmaps_stage", STAGES),
    ("roadmaps_activity", ACTIVITIES),
    ("roadmaps_responsible", RESPONSIBLES),
    ("roadmaps_occurrence", OCCURRENCES),
    ("mentoring_consenttext", WORDINGS),
    ("mentoring_consent", CONSENTS),
    ("orders_order", ORDERS),
    ("orders_numberjournal", JOURNALS),
]
