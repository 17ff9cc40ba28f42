"""People in both bases, their pairs with ten meetings each. Every mentor has one mentee."""

# Ids are taken beforehand, so every table below is filled by one plain statement.
PLAN = """
CREATE TEMP TABLE load_pair AS
SELECT p.*, nextval(pg_get_serial_sequence('mentoring_pair', 'id')) AS pair,
  nextval(pg_get_serial_sequence('mentoring_person', 'id')) AS mentor,
  nextval(pg_get_serial_sequence('mentoring_person', 'id')) AS mentee,
  nextval(pg_get_serial_sequence('mentoring_participation', 'id')) AS offered,
  nextval(pg_get_serial_sequence('mentoring_participation', 'id')) AS wanted,
  CASE form WHEN 'teacher_teacher' THEN 'teacher' ELSE 'pupil' END AS model,
  (ARRAY['completed', 'paused', 'ended'])[CASE k %% 16 WHEN 4 THEN 1 WHEN 9 THEN 2 WHEN 13 THEN 3 END] AS other
FROM (SELECT s.id AS school, s.n, k, CASE WHEN k %% 10 IN (1, 3, 5, 7, 9) THEN 'teacher_pupil'
    WHEN k %% 10 IN (2, 4, 6) THEN 'teacher_teacher' WHEN k %% 10 = 8 THEN 'pupil_pupil'
    WHEN s.n %% 2 = 0 THEN 'student_pupil' ELSE 'employer_pupil' END AS form
  FROM load_school s, generate_series(1, s.pairs) k ORDER BY s.id, k) p"""
PEOPLE = """
INSERT INTO mentoring_person (id, organization_id, last_name, first_name, patronymic, gender, birth_date, phone, email,
  kind, class_name, position, workplace, status, left_reason, created_at, version)
SELECT id, school, (%(surnames)s::text[])[1 + id %% 24] || CASE id %% 2 WHEN 0 THEN 'а' ELSE '' END,
  CASE id %% 2 WHEN 0 THEN (%(women)s::text[])[1 + id / 24 %% 12] ELSE (%(men)s::text[])[1 + id / 24 %% 12] END,
  (%(patronymics)s::text[])[1 + id / 288 %% 10] || CASE id %% 2 WHEN 0 THEN 'на' ELSE 'ич' END,
  CASE id %% 2 WHEN 0 THEN 'f' ELSE 'm' END, make_date(%(year)s - years, 1 + (id %% 12)::int, 1 + (id %% 28)::int),
  '', '', kind, CASE kind WHEN 'pupil' THEN (%(year)s - 2021 + id %% 4)::text || 'А' ELSE '' END,
  CASE kind WHEN 'teacher' THEN 'учитель' ELSE '' END, '', 'active', '', now(), 1
FROM (SELECT mentor AS id, school, CASE form WHEN 'pupil_pupil' THEN 16 ELSE 30 + n %% 30 END AS years,
    CASE form WHEN 'pupil_pupil' THEN 'pupil' WHEN 'student_pupil' THEN 'student'
      WHEN 'employer_pupil' THEN 'employee' ELSE 'teacher' END AS kind FROM load_pair
  UNION ALL SELECT mentee, school, CASE model WHEN 'teacher' THEN 24 ELSE 12 END, model FROM load_pair) p
ORDER BY id"""
PARTICIPATIONS = """
INSERT INTO mentoring_participation (id, organization_id, person_id, school_year, side, model, forms, state,
  waiting_since, questionnaire_on, entered_on, results, case_link, passed, version)
SELECT id, school, person, %(year)s, side, model, ARRAY[form],
  CASE WHEN other IN ('completed', 'ended') THEN 'completed' ELSE 'paired' END,
  %(begins)s, %(begins)s, %(begins)s, '', '', false, 1
FROM (SELECT offered AS id, mentor AS person, 'mentor' AS side, school, model, form, other FROM load_pair
  UNION ALL SELECT wanted, mentee, 'mentee', school, model, form, other FROM load_pair) p
ORDER BY id"""
PAIRS = """
INSERT INTO mentoring_pair (id, organization_id, school_year, model, form, kind, mentor_id, offered_id, theme, goal,
  status, status_since, starts_on, ends_on, rhythm_days, addendum, pay, paused_reason, end_reason, end_note, ended_on,
  results, created_at, version)
SELECT pair, school, %(year)s, model, form, 'traditional', mentor, offered, 'математика', '', coalesce(other, 'active'),
  %(begins)s, %(begins)s, %(begins)s + 260, 14, '', '', '',
  CASE other WHEN 'completed' THEN 'done' WHEN 'ended' THEN 'both' ELSE '' END, '',
  CASE WHEN other IN ('completed', 'ended') THEN %(today)s END, '', now(), 1
FROM load_pair ORDER BY pair"""
MEMBERS = """
INSERT INTO mentoring_pairmember (organization_id, pair_id, mentor_id, form, status, mentee_id, wanted_id, slot,
  request, joined_on, left_reason)
SELECT school, pair, mentor, form, coalesce(other, 'active'), mentee, wanted, 1, '', %(begins)s, ''
FROM load_pair ORDER BY pair"""
# A meeting a week, the last one first; every thirteenth pair has not met for a month, some meetings did not happen.
MEETINGS = """
INSERT INTO mentoring_meeting (organization_id, pair_id, mentor_id, client_uuid, status, kind, way, held_on, minutes,
  topics, mood, note, readers, missed_reason, by_curator, created_at, sequence, version)
SELECT school, pair, mentor, gen_random_uuid(), CASE (k + w) %% 11 WHEN 0 THEN 'missed' ELSE 'held' END,
  coalesce((ARRAY['acquaintance', 'trial', 'planning'])[w + 1], 'regular'), 'live',
  greatest(%(begins)s, %(today)s - 7 * (9 - w) - k - CASE pair %% 13 WHEN 0 THEN 31 ELSE 0 END),
  45, '{}', '', '', 'pair', '', false, now(), 0, 1
FROM load_pair, generate_series(0, 9) w ORDER BY pair, w"""

STATEMENTS = [
    ("load_pair", PLAN),
    ("mentoring_person", PEOPLE),
    ("mentoring_participation", PARTICIPATIONS),
    ("mentoring_pair", PAIRS),
    ("mentoring_pairmember", MEMBERS),
    ("mentoring_meeting", MEETINGS),
]
