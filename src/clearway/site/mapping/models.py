"""Saved mapping profiles, which of them a sender's files are read with, and samples that somebody is looking at."""

from django.db import models
from django.db.models import Q

from clearway.site.organisations.scope import Scoped, ScopedManager


class MappingProfile(Scoped):
    """One version of a profile. A change is another row; nothing is overwritten or removed.

    `owner_code` is the organisation it was saved for. `yaml` is the whole profile as `profiles.written` gives it.
    """

    owner_code = models.CharField(max_length=20)
    profile_id = models.CharField(max_length=50)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    yaml = models.TextField()
    digest = models.CharField(max_length=64)
    is_shared = models.BooleanField(default=False, help_text="Whether every organisation of the alliance may use it.")
    saved_by = models.CharField(max_length=254)
    saved_at = models.DateTimeField()

    objects = ScopedManager("owner_code", open_to_all=Q(is_shared=True))

    class Meta(Scoped.Meta):
        ordering = ("profile_id", "owner_code", "-version")
        constraints = (
            models.UniqueConstraint(fields=["owner_code", "profile_id", "version"], name="profile_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.profile_id}@{self.version} of {self.owner_code}"

    @property
    def address(self) -> str:
        """What names this profile, whichever version, among all: the owner's code and the profile's id."""
        return f"{self.owner_code}.{self.profile_id}"


class SenderProfile(Scoped):
    """From when to when a sender's files were read with a profile, where they are not in the record's own layout.

    `profile` is a saved version; `shipped_id` names a profile of the product instead. One of the two is there.
    """

    organisation_code = models.CharField(max_length=20)
    profile = models.ForeignKey(MappingProfile, null=True, on_delete=models.PROTECT, related_name="senders")
    shipped_id = models.CharField(max_length=50, blank=True)
    chosen_by = models.CharField(max_length=254)
    chosen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("organisation_code", "-chosen_at")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation_code"], condition=Q(ended_at=None), name="sender_profile_one_now"
            ),
            models.CheckConstraint(
                condition=Q(profile=None, shipped_id__gt="") | Q(profile__isnull=False, shipped_id=""),
                name="sender_profile_saved_or_shipped",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_code} sends {self.shipped_id or self.profile}"


class SampleFile(Scoped):
    """A file that somebody looks at to make a profile. It may hold patients: kept for the sitting only, then removed.

    `token` names its files in the store's folder `samples`; nothing of what they hold stands in the database.
    """

    token = models.CharField(max_length=40, unique=True)
    organisation_code = models.CharField(max_length=20)
    person_id = models.CharField(max_length=40, help_text="Whose sitting it is: nobody else opens it.")
    file_name = models.CharField(max_length=255)
    added_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("-added_at",)

    def __str__(self) -> str:
        return f"sample {self.token[:6]} of {self.organisation_code}"
