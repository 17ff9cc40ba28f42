"""Who may offer to whom is told by the policy of insertion: a school that moved keeps what it was offered before."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0004_claimed_in_review")]

    operations = [migrations.RemoveConstraint(model_name="proposal", name="proposal_from_above")]
