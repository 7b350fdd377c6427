"""Forms: versions of their types, each form with its parts, every draft, what was signed, and what happened to it.

Answers are kept as the text of a FHIR QuestionnaireResponse. What is still a draft lies in rows of its own
organisation alone; signing makes a copy that the other parties may see, when the type says so.
"""

from django.db import models

from clearway.site.forms.scope import CaseManager
from clearway.site.organisations.scope import Scoped, ScopedManager

LONGEST_SUBJECT = 200


class FormTypeVersion(models.Model):
    """One version of a type of form, as FHIR JSON. A form that was begun stays on the version it was begun with."""

    key = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    definition = models.TextField()
    digest = models.CharField(max_length=64)
    is_shipped = models.BooleanField()
    is_public = models.BooleanField()
    added_by = models.CharField(max_length=254)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("key", "pk")
        constraints = (models.UniqueConstraint(fields=["key", "digest"], name="form_type_version_once"),)

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class CaseState(models.TextChoices):
    """How far a form is."""

    DRAFT = "draft", "Draft"
    SENT_BACK = "sent_back", "Sent back"
    SIGNED = "signed", "Signed"
    CLOSED = "closed", "Closed"


class PartState(models.TextChoices):
    """How far one party's part is."""

    DRAFT = "draft", "Draft"
    SENT_BACK = "sent_back", "Sent back"
    SIGNED = "signed", "Signed"


class FormCase(Scoped):
    """One form: what it is about, who started it, until when, and how far it is."""

    type_version = models.ForeignKey(FormTypeVersion, on_delete=models.PROTECT, related_name="cases")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    owner_code = models.CharField(max_length=20)
    started_by = models.CharField(max_length=254)
    started_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.DRAFT)
    alliance_sees = models.CharField(max_length=10)

    objects = CaseManager("access__organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=["state", "due_on"], name="form_case_due"),)

    def __str__(self) -> str:
        return f"{self.type_version.title} {self.pk}"


class FormAccess(Scoped):
    """That an organisation is party to a form: it started it, or fills a part of it."""

    case = models.ForeignKey(FormCase, on_delete=models.CASCADE, related_name="access")
    organisation_code = models.CharField(max_length=20)

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["case", "organisation_code"], name="form_access_once"),)

    def __str__(self) -> str:
        return f"{self.organisation_code} in form {self.case_id}"


class FormPart(Scoped):
    """One party's part of a form: whose it is and how far. `revision` counts its drafts."""

    case = models.ForeignKey(FormCase, on_delete=models.CASCADE, related_name="parts")
    party = models.CharField(max_length=64)
    organisation_code = models.CharField(max_length=20)
    network_code = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=PartState.choices, default=PartState.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    signed_by = models.CharField(max_length=254, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    signed_role = models.CharField(max_length=100, blank=True)
    signed_at = models.DateTimeField(null=True)

    objects = ScopedManager("case__access__organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["case", "party"], name="form_part_once"),)

    def __str__(self) -> str:
        return f"form {self.case_id}, {self.party}"


class FormDraft(Scoped):
    """A part as it was saved once: each saving is a row, the newest is what the part holds. Only ever added."""

    part = models.ForeignKey(FormPart, on_delete=models.CASCADE, related_name="drafts")
    organisation_code = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    answers = models.TextField()
    changed = models.JSONField(help_text="Ids of the questions whose answers changed.")
    saved_by = models.CharField(max_length=254)
    saved_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("part", "number")
        constraints = (models.UniqueConstraint(fields=["part", "number"], name="form_draft_number"),)

    def __str__(self) -> str:
        return f"draft {self.number} of part {self.part_id}"


class FormSignature(Scoped):
    """A part as it was signed: what the other parties, and the alliance, may see. Only ever added."""

    part = models.ForeignKey(FormPart, on_delete=models.CASCADE, related_name="signatures")
    answers = models.TextField()
    signed_by = models.CharField(max_length=254)
    signed_name = models.CharField(max_length=200)
    signed_role = models.CharField(max_length=100)
    signed_at = models.DateTimeField()

    objects = ScopedManager("part__case__access__organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("part", "pk")

    def __str__(self) -> str:
        return f"signature of part {self.part_id}"


class FormStep(Scoped):
    """One thing that happened to a form, for the people who work on it: its history. Only ever added."""

    case = models.ForeignKey(FormCase, on_delete=models.CASCADE, related_name="steps")
    party = models.CharField(max_length=64, blank=True)
    what = models.CharField(max_length=100)
    reason = models.TextField(blank=True)
    name = models.CharField(max_length=200)
    organisation_code = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    objects = ScopedManager("case__access__organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("case", "pk")

    def __str__(self) -> str:
        return f"form {self.case_id}: {self.what}"


class FormInvitation(Scoped):
    """A link that lets somebody without an account complete one part, once. The token itself is not kept."""

    part = models.ForeignKey(FormPart, on_delete=models.CASCADE, related_name="invitations")
    organisation_code = models.CharField(max_length=20)
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=254)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager("organisation_code", "part__organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("part", "pk")

    def __str__(self) -> str:
        return f"invitation to part {self.part_id}"


class FormTheme(Scoped):
    """A theme that somebody found in an answer of a signed part. Taken away, it stays readable."""

    part = models.ForeignKey(FormPart, on_delete=models.CASCADE, related_name="themes")
    question = models.CharField(max_length=64)
    turn = models.PositiveSmallIntegerField(default=0)
    theme = models.CharField(max_length=64)
    coded_by = models.CharField(max_length=254)
    coded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager("part__case__access__organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("part", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["part", "question", "turn", "theme"],
                condition=models.Q(withdrawn_at=None),
                name="form_theme_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.theme} in part {self.part_id}"


class FormAttempt(models.Model):
    """That somebody came without signing in, so that nobody comes too often. Whence is kept as a keyed hash alone."""

    purpose = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["purpose", "digest", "at"], name="form_attempt_recent"),)

    def __str__(self) -> str:
        return self.purpose
