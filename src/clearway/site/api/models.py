"""API tokens: by which a program asks in the name of a person, in one of their roles."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from clearway.site.organisations.models import Membership


class ApiToken(models.Model):
    """One token. What is kept is a keyed hash; the token itself was shown once, to the person who made it.

    It works until the end of `expires_on`, while it is not revoked, its membership is in force, and the person's
    password is the one of the day it was made (`password_stamp`). `asked_as` names the form that asked for it, so that
    a form sent twice makes one token.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4, help_text="Its last letters, to tell tokens apart.")
    password_stamp = models.CharField(max_length=64)
    asked_as = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(last_used_on=None) | Q(last_used_on__lte=F("expires_on")), name="token_not_used_after_end"
            ),
        )

    def __str__(self) -> str:
        return f"API token {self.pk}, “{self.name}”"

    @property
    def key(self) -> str:
        """What its uses are counted under: of this token alone, even where a number is given out again."""
        return self.digest[:16]

    def is_live(self, on: date) -> bool:
        """Whether it works on a day, as far as the token itself goes."""
        return self.revoked_at is None and on <= self.expires_on
