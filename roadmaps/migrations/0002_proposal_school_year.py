"""An offer stands for one school year: those sent before stand for the year in which they were sent."""

from django.db import migrations, models

FILL = """
UPDATE roadmaps_proposal SET school_year =
  extract(year FROM sent_at)::integer - (extract(month FROM sent_at) < 9)::integer"""


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="school_year",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="учебный год"),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="proposal", name="proposal_source_uniq"),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                fields=("organization", "source", "school_year"), name="proposal_source_uniq"
            ),
        ),
    ]
