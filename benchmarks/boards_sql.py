"""Hand-written SQL that returns the figures of an official's page, run by the owner: no row-level security.

Each page is a tuple of statements; `%(node)s` is the organization shown, `%(year)s` the school year.
"""

MONTH = """
SELECT max(month) FROM reports_figures WHERE organization_id = %(node)s AND school_year = %(year)s"""
OWN = """
SELECT light, reasons, changed_on, counted_at, values, hidden FROM reports_figures
WHERE organization_id = %(node)s AND school_year = %(year)s ORDER BY month DESC LIMIT 1"""
ROW = "f.light, f.reasons, f.changed_on, f.counted_at, f.values, f.hidden, o.id, o.short_name"
SCHOOLS = f"""
SELECT {ROW}, c.text, c.said_by, c.said_at, r.sent_at, count(*) OVER ()
FROM reports_figures f JOIN schools_organization o ON o.id = f.organization_id
LEFT JOIN LATERAL (SELECT text, said_by, said_at FROM reports_lightcomment
  WHERE organization_id = o.id AND school_year = f.school_year ORDER BY said_at DESC LIMIT 1) c ON true
LEFT JOIN LATERAL (SELECT max(sent_at) AS sent_at FROM reports_schoolreminder WHERE organization_id = o.id) r ON true
WHERE f.municipality_id = %(node)s AND f.school_year = %(year)s AND f.month = ({MONTH}) AND f.school_id IS NOT NULL
  AND o.archived_at IS NULL
ORDER BY array_position('{{behind,no_data,risk,on_track}}', f.light::text), (f.values ->> 'overdue')::int DESC,
  o.short_name, o.id LIMIT 100"""
MUNICIPALITIES = f"""
SELECT {ROW}, count(*) OVER () FROM reports_figures f JOIN schools_organization o ON o.id = f.organization_id
WHERE f.region_id = %(node)s AND f.school_year = %(year)s AND f.month = ({MONTH}) AND f.school_id IS NULL
  AND o.id <> %(node)s AND o.archived_at IS NULL
ORDER BY (f.values ->> 'behind')::int DESC, (f.values ->> 'overdue')::int DESC, o.short_name, o.id LIMIT 100"""
PLACE = """
SELECT o.id, o.level, o.short_name, o.full_name, o.time_zone, o.archived_at, m.id, m.short_name, r.id, r.short_name
FROM schools_organization o LEFT JOIN schools_organization m ON m.id = o.municipality_id
LEFT JOIN schools_organization r ON r.id = o.region_id WHERE o.id = %(node)s"""
ROADMAPS = """
SELECT id, title, status, route, target_model, starts_on, ends_on, approved_on, approval_basis FROM roadmaps_roadmap
WHERE organization_id = %(node)s AND starts_on <= make_date(%(year)s + 1, 8, 31)
  AND ends_on >= make_date(%(year)s, 9, 1)
ORDER BY starts_on, id"""
SAID = """
SELECT text, said_by, said_at FROM reports_lightcomment
WHERE organization_id = %(node)s AND school_year = %(year)s ORDER BY said_at DESC, id DESC LIMIT 10"""
SENT = """
SELECT r.text, r.sent_at, o.short_name FROM reports_schoolreminder r JOIN schools_organization o ON o.id = r.body_id
WHERE r.organization_id = %(node)s ORDER BY r.sent_at DESC, r.id DESC LIMIT 10"""

BY_HAND = {
    "municipal": (OWN, SCHOOLS),
    "regional": (OWN, MUNICIPALITIES),
    "school": (PLACE, OWN, ROADMAPS, SAID, SENT),
}
