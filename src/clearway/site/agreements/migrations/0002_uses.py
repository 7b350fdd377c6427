from django.db import migrations, models

import clearway.site.agreements.models


class Migration(migrations.Migration):
    """What an agreement lets be done: those recorded before let records be sent and counted, and nothing else."""

    dependencies = [("agreements", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sharingagreement",
            name="uses",
            field=models.JSONField(
                default=clearway.site.agreements.models.only_counting, help_text="A list of what it lets be done."
            ),
        ),
    ]
