import django.core.serializers.json
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('month', models.CharField(blank=True, max_length=7)),
                ('audience', models.CharField(choices=[('public', 'the public'), ('alliance', 'the alliance'), ('own_trust', 'whose records they are')], max_length=12)),
                ('organisation_code', models.CharField(max_length=20)),
                ('place', models.CharField(blank=True, max_length=20)),
                ('options', models.JSONField(blank=True, default=dict)),
                ('text', models.JSONField(blank=True, default=dict)),
                ('shown', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('kept', models.TextField(blank=True)),
                ('is_written', models.BooleanField(default=False)),
                ('snapshot', models.CharField(blank=True, max_length=80)),
                ('checks', models.JSONField(blank=True, default=list)),
                ('state', models.CharField(choices=[('draft', 'Being made'), ('checked', 'Draft'), ('asked', 'Waits for a second person'), ('approved', 'Approved'), ('published', 'Published'), ('superseded', 'Replaced by a later one'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('is_open', models.BooleanField(default=False)),
                ('round', models.PositiveIntegerField(default=0)),
                ('begun_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('sent_back_because', models.CharField(blank=True, max_length=500)),
                ('took_part', models.JSONField(blank=True, default=list)),
                ('approved_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.CharField(blank=True, max_length=500)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approved_releases+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asked_releases+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_releases+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='published_releases+', to=settings.AUTH_USER_MODEL)),
                ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='publishing.release')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn_releases+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-pk',),
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ReleaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_code', models.CharField(max_length=20)),
                ('is_open', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=140)),
                ('byte_count', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='publishing.release')),
            ],
            options={
                'ordering': ('release', 'position'),
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name='release',
            index=models.Index(fields=['organisation_code', '-id'], name='release_of_organisation'),
        ),
        migrations.AddIndex(
            model_name='release',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['kind', 'place'], name='release_published'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', None), ('made_by', None), models.Q(('approved_by', models.F('made_by')), _negated=True), _connector='OR'), name='release_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', None), ('asked_by', None), models.Q(('approved_by', models.F('asked_by')), _negated=True), _connector='OR'), name='release_approved_by_who_did_not_ask'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('approved', 'published', 'superseded', 'withdrawn')), _negated=True), ('approved_by__isnull', False), _connector='OR'), name='release_out_was_approved'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawn_because', ''), _negated=True), _connector='OR'), name='release_withdrawn_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('published', 'superseded', 'withdrawn')), ('is_open', False), _connector='OR'), name='release_open_when_published'),
        ),
        migrations.AddConstraint(
            model_name='releasefile',
            constraint=models.UniqueConstraint(fields=('release', 'position'), name='release_file_position_once'),
        ),
    ]
