"""Types of register in their versions, entries, the index that lists read, and every version an entry had.

Nothing is deleted: an entry that no longer holds is withdrawn with a reason and stays readable.
"""

from datetime import date

from django.db import models
from django.db.models import Q

from clearway.site.organisations.scope import Scoped, ScopedManager
from clearway.site.registers.schema.values import LONGEST_WORD

LONGEST_TYPE = 40
LONGEST_FIELD = 40


class VersionState(models.TextChoices):
    """How far a version of a type has come."""

    PROPOSED = "proposed", "Proposed"
    IN_USE = "in_use", "In use"
    REPLACED = "replaced", "Replaced by a later version"
    DROPPED = "dropped", "Dropped"


class TypeVersion(models.Model):
    """One version of a type as its YAML text. Types that are shipped have no row until their first entry."""

    register = models.CharField(max_length=LONGEST_TYPE)
    version = models.PositiveIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=10, choices=VersionState.choices)
    proposed_by = models.CharField(max_length=254)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=254, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("register", "-version", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["register"], condition=Q(state="in_use"), name="register_version_in_use_once"
            ),
            models.UniqueConstraint(
                fields=["register"], condition=Q(state="proposed"), name="register_version_proposed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.register}, version {self.version}"


class EntryState(models.TextChoices):
    """Whether an entry holds."""

    CURRENT = "current", "Current"
    NEEDS_REVIEW = "needs_review", "Needs review"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Entry(Scoped):
    """One entry as it stands now. `values` holds what the schema of `schema_version` validated.

    `is_shared` says that everybody with a role sees it: the type decides. `title` and `title_key` repeat the title
    field, so that lists read one table.
    """

    register = models.CharField(max_length=LONGEST_TYPE)
    schema_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=LONGEST_WORD)
    title_key = models.CharField(max_length=LONGEST_WORD)
    values = models.JSONField()
    organisation_code = models.CharField(max_length=20)
    owner_role = models.CharField(max_length=120)
    is_shared = models.BooleanField()
    state = models.CharField(max_length=12, choices=EntryState.choices, default=EntryState.CURRENT)
    is_withdrawn = models.BooleanField(default=False)
    review_by = models.DateField()
    reviewed_on = models.DateField()
    changed_at = models.DateTimeField()

    objects = ScopedManager("organisation_code", open_to_all=Q(is_shared=True))

    class Meta(Scoped.Meta):
        indexes = (
            models.Index(fields=["register", "is_withdrawn", "title_key", "id"], name="register_by_title"),
            models.Index(
                fields=["register", "organisation_code", "is_withdrawn", "title_key", "id"], name="register_by_owner"
            ),
            models.Index(fields=["register", "is_withdrawn", "review_by", "id"], name="register_by_review"),
            models.Index(fields=["is_withdrawn", "review_by", "id"], name="registers_by_review"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(is_withdrawn=True, state="withdrawn") | (Q(is_withdrawn=False) & ~Q(state="withdrawn")),
                name="register_entry_withdrawn_is_state",
            ),
        )

    def __str__(self) -> str:
        return f"entry {self.pk} of {self.register}"

    def is_due(self, on: date) -> bool:
        """Whether somebody should look at it again."""
        return not self.is_withdrawn and (self.state == EntryState.NEEDS_REVIEW or self.review_by <= on)


class IndexWord(Scoped):
    """One word under which an entry is found: the value of a field that filters or orders, or a word of the search.

    A field whose name begins with a hyphen is none of the schema's: `-word` holds words of the texts. Whose the
    entry is stands here again, so that a list, and the database's own lock, look at one table.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="words")
    register = models.CharField(max_length=LONGEST_TYPE)
    field = models.CharField(max_length=LONGEST_FIELD)
    word = models.CharField(max_length=LONGEST_WORD)
    title_key = models.CharField(max_length=LONGEST_WORD)
    is_withdrawn = models.BooleanField()
    organisation_code = models.CharField(max_length=20)
    is_shared = models.BooleanField()

    objects = ScopedManager("organisation_code", open_to_all=Q(is_shared=True))

    class Meta(Scoped.Meta):
        indexes = (
            models.Index(
                fields=["register", "field", "is_withdrawn", "word", "title_key", "entry"], name="register_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.field} of entry {self.entry_id}"


class Revision(Scoped):
    """One version that an entry had: who made it, when, why, and what it held. The history people read."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    schema_version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=100, blank=True)
    by_organisation = models.CharField(max_length=20, blank=True)
    event = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    values = models.JSONField()
    organisation_code = models.CharField(max_length=20)
    owner_role = models.CharField(max_length=120)
    review_by = models.DateField()
    state = models.CharField(max_length=12, choices=EntryState.choices)
    is_shared = models.BooleanField()

    objects = ScopedManager("entry__organisation_code", open_to_all=Q(is_shared=True))

    class Meta(Scoped.Meta):
        ordering = ("-version",)
        constraints = (models.UniqueConstraint(fields=["entry", "version"], name="register_revision_once"),)

    def __str__(self) -> str:
        return f"version {self.version} of entry {self.entry_id}"
