from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_reads_that_wait'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['organisation_code', 'at', 'sequence'], name='audit_by_organisation'),
        ),
    ]
