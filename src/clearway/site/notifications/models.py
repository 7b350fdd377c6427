"""Notices, and how each person wants to be told of them.

A notice belongs to a person in one organisation: it is seen while they act there, and no longer when that role ends.
"""

from datetime import datetime, time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from clearway.site.organisations.scope import Scoped, ScopedManager

LONGEST_WORDS = 300
LONGEST_LINK = 300
LONGEST_MARK = 120
QUIET_FROM, QUIET_UNTIL = time(19), time(7)


class NoticeKind(models.TextChoices):
    """What a notice is about. The label is what a mail says of it: nothing else of a notice leaves the house."""

    SENT_BACK = "sent_back", "A part of a form was sent back"
    WAITING = "waiting", "A form waits for your organisation's part"
    FORM_DUE = "form_due", "A part of a form is due"
    REVIEW_DUE = "review_due", "Entries of a register are due for review"
    JOB = "job", "Work that you asked for has ended"
    ROLE = "role", "You were given a role"
    ACCESS_REVIEW = "access_review", "The quarterly review of roles is overdue"
    EXPORT = "export", "A file that names people, or a daily limit"
    GLASS = "glass", "Somebody broke the glass on a record"
    MENTION = "mention", "Somebody mentioned you in a comment"
    MEETING = "meeting", "A meeting of a group, or an action agreed there"
    QUESTION = "question", "A question was raised or answered"
    RELEASE = "release", "A publication waits for you, or was decided on"


class Notice(Scoped):
    """One thing that one person is told. `mark` names what it speaks of: of one thing a person is told once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    organisation_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    words = models.CharField(max_length=LONGEST_WORDS, help_text="What changed.")
    to_do = models.CharField(max_length=LONGEST_WORDS, help_text="What to do about it.")
    link = models.CharField(max_length=LONGEST_LINK, blank=True)
    mark = models.CharField(max_length=LONGEST_MARK)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["person", "organisation_code", "-at"], name="notice_newest"),
            models.Index(fields=["person", "organisation_code"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["person"], condition=Q(read_at=None, mailed_at=None), name="notice_to_mail"),
        )
        constraints = (
            models.UniqueConstraint(fields=["person", "organisation_code", "mark"], name="notice_told_once"),
        )

    def __str__(self) -> str:
        return f"notice {self.pk}: {self.get_kind_display().lower()}"


class Digest(models.TextChoices):
    """Whether somebody is told by mail."""

    DAILY = "daily", "Once a day, when there is something new"
    NEVER = "never", "Never"


class NoticeSettings(models.Model):
    """How one person wants to be told. Quiet hours are of the clock in London, and may pass midnight."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_settings")
    digest = models.CharField(max_length=10, choices=Digest.choices, default=Digest.DAILY)
    quiet_from = models.TimeField(default=QUIET_FROM)
    quiet_until = models.TimeField(default=QUIET_UNTIL)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "notice settings"

    def __str__(self) -> str:
        return f"settings of notices of person {self.person_id}"

    def is_quiet(self, at: datetime) -> bool:
        """Whether a moment lies in the quiet hours. The same time twice means that no hour is quiet."""
        now = timezone.localtime(at).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= now < self.quiet_until
        return now >= self.quiet_from or now < self.quiet_until

    def is_mail_due(self, at: datetime) -> bool:
        """Whether a mail may go out now: wanted, not in quiet hours, and none went out today."""
        today = timezone.localtime(at).date()
        was_today = self.mailed_at is not None and timezone.localtime(self.mailed_at).date() == today
        return self.digest == Digest.DAILY and not was_today and not self.is_quiet(at)
