from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0005_meetings_and_questions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('sent_back', 'A part of a form was sent back'), ('waiting', "A form waits for your organisation's part"), ('form_due', 'A part of a form is due'), ('review_due', 'Entries of a register are due for review'), ('job', 'Work that you asked for has ended'), ('role', 'You were given a role'), ('access_review', 'The quarterly review of roles is overdue'), ('export', 'A file that names people, or a daily limit'), ('glass', 'Somebody broke the glass on a record'), ('mention', 'Somebody mentioned you in a comment'), ('meeting', 'A meeting of a group, or an action agreed there'), ('question', 'A question was raised or answered'), ('release', 'A publication waits for you, or was decided on')], max_length=20),
        ),
    ]
