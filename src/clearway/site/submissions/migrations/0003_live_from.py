from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("submissions", "0002_held_and_profile"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="live_from",
            field=models.DateTimeField(help_text="When a held file was said to count; else when received.", null=True),
        ),
    ]
