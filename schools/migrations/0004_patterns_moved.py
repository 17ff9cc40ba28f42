"""The pattern of numbers belongs to a journal: after it was copied there (orders)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_web_pages"), ("orders", "0005_kept_numbers")]

    operations = [migrations.RemoveField(model_name="organization", name="order_pattern")]
