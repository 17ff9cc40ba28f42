"""What stands beside a meeting or a programme is of the same pair, and a meeting is its mentor's: the rows repeat the
pair for the policies, so the database compares what they repeat."""

from django.db import migrations

# Table, its reference, the row it points to, what both say of the pair. The pair of a row and its mentor never change.
SAME = (
    ("mentoring_attendance", "meeting_id", "mentoring_meeting", "pair_id"),
    ("mentoring_attendance", "member_id", "mentoring_pairmember", "pair_id"),
    ("mentoring_answer", "meeting_id", "mentoring_meeting", "pair_id"),
    ("mentoring_pairlink", "meeting_id", "mentoring_meeting", "pair_id"),
    ("mentoring_plantask", "plan_id", "mentoring_plan", "pair_id"),
    ("mentoring_meeting", "pair_id", "mentoring_pair", "mentor_id"),
)
TARGETS = sorted({(target, repeated) for _, _, target, repeated in SAME})


def _unique(target: str, repeated: str) -> migrations.RunSQL:
    name = f"{target.removeprefix('mentoring_')}_{repeated}_same"
    return migrations.RunSQL(
        f"ALTER TABLE {target} ADD CONSTRAINT {name} UNIQUE (id, organization_id, {repeated})",
        f"ALTER TABLE {target} DROP CONSTRAINT {name}",
    )


def _reference(table: str, column: str, target: str, repeated: str) -> migrations.RunSQL:
    name = f"{table.removeprefix('mentoring_')}_{column}_same_{repeated}"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, organization_id, {repeated}) "
        f"REFERENCES {target} (id, organization_id, {repeated})",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0002_own_rows")]

    operations = [*(_unique(*each) for each in TARGETS), *(_reference(*each) for each in SAME)]
