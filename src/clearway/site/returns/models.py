"""Forms, their marks in versions, returns being filled, and returns as submitted, which never change."""

from typing import Any, NoReturn

from django.db import models

from clearway.planning.spans import Quarter
from clearway.publications.returns.form import Form
from clearway.publications.returns.marking import Marking, read_marking
from clearway.publications.returns.plain_form import form_of

LONGEST_NAME = 255
QUARTER_LENGTH = 12


class Locked(Exception):
    """Somebody tried to change or remove a submitted return: a fault of the program, never of a person."""


class ReturnTemplate(models.Model):
    """A return that is asked for every quarter. `due_days` is how many days after the quarter's end it is due."""

    title = models.CharField(max_length=200, unique=True)
    asked_by = models.CharField(max_length=200, blank=True)
    due_days = models.PositiveIntegerField()
    is_example = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return f"return {self.pk}"

    @property
    def newest(self) -> "MarkingVersion":
        """The marks that hold now."""
        return self.markings.select_related("file").defer("file__content").order_by("-number")[0]


class FormFile(models.Model):
    """The bytes of a form, and what was seen when it was looked at."""

    name = models.CharField(max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    seen = models.JSONField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"form {self.pk}"

    @property
    def form(self) -> Form:
        """The form as it was looked at."""
        return form_of(self.seen)


class MarkingVersion(models.Model):
    """The marks of a form at one time, as YAML, with who made them and why. Only added to."""

    template = models.ForeignKey(ReturnTemplate, on_delete=models.PROTECT, related_name="markings")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(FormFile, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("template", "-number")
        constraints = (models.UniqueConstraint(fields=["template", "number"], name="returns_marking_once"),)

    def __str__(self) -> str:
        return f"version {self.number} of the marks of return {self.template_id}"

    @property
    def marking(self) -> Marking:
        """The marks."""
        return read_marking(self.text, f"marks of {self.file.name}")


class ReturnDraft(models.Model):
    """A return of a quarter while it is filled: what people typed. Everything else is worked out when it is asked for.

    `answers` is by question: value, type, the quarter it was carried forward from, whether it is confirmed.
    """

    template = models.ForeignKey(ReturnTemplate, on_delete=models.PROTECT, related_name="drafts")
    quarter = models.CharField(max_length=QUARTER_LENGTH)
    answers = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True, help_text="Why an earlier one is corrected.")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-quarter", "template")
        constraints = (models.UniqueConstraint(fields=["template", "quarter"], name="returns_draft_once"),)

    def __str__(self) -> str:
        return f"draft {self.pk} of return {self.template_id}"

    @property
    def of(self) -> Quarter:
        """The quarter."""
        return Quarter.read(self.quarter)


class OnlyAdded(models.QuerySet[Any]):
    """Rows that are added and read, and never changed or removed."""

    def update(self, **_changes: Any) -> NoReturn:
        """Refuse."""
        raise Locked("A submitted return never changes.")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise Locked("A submitted return is never removed.")


class SubmittedReturn(models.Model):
    """A return as it was submitted: its bytes, who, when, from which snapshot. It never changes.

    A correction is another row of the same quarter with the next number. `cells` is what was written into each marked
    cell, with where it came from; `empty_because` why cells stayed empty.
    """

    template = models.ForeignKey(ReturnTemplate, on_delete=models.PROTECT, related_name="submitted")
    quarter = models.CharField(max_length=QUARTER_LENGTH)
    number = models.PositiveIntegerField()
    marking = models.ForeignKey(MarkingVersion, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=LONGEST_NAME)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    cells = models.JSONField()
    answers = models.JSONField()
    snapshot = models.CharField(max_length=100)
    plan = models.CharField(max_length=200, blank=True)
    month = models.DateField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=100)
    reason = models.CharField(max_length=300, blank=True)
    empty_because = models.CharField(max_length=500, blank=True)

    objects = OnlyAdded.as_manager()

    class Meta:
        ordering = ("-quarter", "template", "-number")
        constraints = (
            models.UniqueConstraint(fields=["template", "quarter", "number"], name="returns_submitted_once"),
        )

    def __str__(self) -> str:
        return f"submitted return {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new one; refuse to change one that is kept."""
        if not self._state.adding:
            raise Locked("A submitted return never changes.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Locked("A submitted return is never removed.")
