"""Links by which people set a password, requests for one, open sessions, and what was found about memberships."""

from django.conf import settings
from django.db import models

from clearway.site.organisations.models import Membership
from clearway.site.organisations.scope import Scoped, ScopedManager


class LinkPurpose(models.TextChoices):
    """What a link is for."""

    INVITATION = "invitation", "Invitation"
    RESET = "reset", "New password"


class PasswordLink(models.Model):
    """A link by which one person sets their own password, once. The token itself is not kept, only its keyed hash."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="password_links")
    purpose = models.CharField(max_length=10, choices=LinkPurpose.choices)
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=254)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} for person {self.person_id}"


class ResetRequest(models.Model):
    """That somebody asked for a new password: for whom and whence as keyed hashes alone. Gone after a day."""

    email_digest = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64)
    site = models.CharField(max_length=300, help_text="Where the link of the answer leads.")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["address_digest", "at"], name="reset_by_address"),)

    def __str__(self) -> str:
        return f"request {self.pk} for a new password"


class OpenSession(models.Model):
    """A session of a person, by which they know it again: the browser in words and when it began."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60)
    began_at = models.DateTimeField()

    class Meta:
        ordering = ("-began_at",)

    def __str__(self) -> str:
        return f"{self.browser}, since {self.began_at:%Y-%m-%d %H:%M}"


class ReviewOutcome(models.TextChoices):
    """What was found about a membership in a quarter."""

    CONFIRMED = "confirmed", "Confirmed"
    MISSED = "missed", "Not looked at"


class MembershipReview(Scoped):
    """That a membership was confirmed in a quarter, or that the quarter went by without. Only ever added."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reviews")
    quarter = models.CharField(max_length=7, help_text="Such as 2026-Q4: the calendar quarter.")
    outcome = models.CharField(max_length=10, choices=ReviewOutcome.choices)
    made_by = models.CharField(max_length=254)
    at = models.DateTimeField()

    objects = ScopedManager("membership__organisation__code")

    class Meta(Scoped.Meta):
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(fields=["membership", "quarter", "outcome"], name="membership_review_once"),
        )

    def __str__(self) -> str:
        return f"membership {self.membership_id}, {self.quarter}: {self.get_outcome_display()}"
