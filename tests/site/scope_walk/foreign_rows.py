"""One row of every kind that belongs to Doncaster or to somebody there, each with marks that nobody else may read.

Every model is taken in by itself: a new one is filled like the others, or the walk says that it cannot be. All rows
have the same number, so that one address asks for all of them. Every text says `kept-` and the name of its model,
unless the row must hold something else to be shown at all.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from tests.site.conftest import PASSWORD

from clearway.site.accounts.models import Person
from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.json_text import written
from clearway.site.forms.questionnaire.response import response
from clearway.site.forms.services.types import version_in_use
from clearway.site.forms.types_held import shipped
from clearway.site.organisations.models import Membership, Organisation
from clearway.site.organisations.roles import Role

NUMBER = 7_000_001
WORD = "70000010000000000000000000000001"
DONCASTER = "RP5"
EMAIL = "kept-person@doncaster.example"
SEA = "significant-event-analysis"
CODES = {"organisation_code", "owner_code", "holder_code", "author_code", "asked_from"}
BESIDE = dict.fromkeys(("entry", "deliverable", "meeting", "item"))
PLAN_ROWS = [
    f"plan.{one}"
    for one in (
        *("Plan", "PlanVersion", "Workstream", "Priority", "Deliverable", "Activity", "Milestone", "MoneyLine"),
        *("MilestoneChange", "StatusUpdate", "Concern", "Allocation", "Placement", "Saving", "ScoringFramework"),
        *("FrameworkVersion", "Bid", "BidSum", "Score", "Appraisal", "Option", "Gate", "RollOut", "RollOutPlace"),
        *("RollOutChange", "SigningBody", "Answer", "PlanDecision"),
    )
]
SEEN_BY_ALL: dict[str, str] = {
    "annotations.Annotation": "written beside a chart for everybody",
    "annotations.Comment": "written beside a chart for everybody",
    "annotations.Phase": "the limits of a chart, the same for everybody",
    "annotations.OwnDefinition": "what a measure means, for everybody",
    "annotations.Review": "who looked at a definition, for everybody",
    "forms.FormTypeVersion": "a blank form",
    **dict.fromkeys(PLAN_ROWS, "the alliance's plan, read by everybody in it"),
    "registers.TypeVersion": "the fields of a register",
    "crosswalk.Match": "whoever may read the plan reads what was said of a match",
    "engagement.Activity": "whoever may read engagement reads all of it",
    "engagement.Audience": "whoever may read engagement reads all of it",
    "engagement.Consultation": "whoever may read engagement reads all of it",
    "engagement.GateEvidence": "whoever may read engagement reads all of it",
    "engagement.Heard": "whoever may read engagement reads all of it",
    "engagement.Together": "whoever may read engagement reads all of it",
    "groups.Action": "whoever may read groups reads all of them",
    "groups.AgendaItem": "whoever may read groups reads all of them",
    "groups.Attendance": "whoever may read groups reads all of them",
    "groups.Decision": "whoever may read groups reads all of them",
    "groups.Delegation": "whoever may read groups reads all of them",
    "groups.Group": "whoever may read groups reads all of them",
    "groups.Holder": "whoever may read groups reads all of them",
    "groups.Interest": "whoever may read groups reads all of them",
    "groups.ItemQuestion": "whoever may read groups reads all of them",
    "groups.Meeting": "whoever may read groups reads all of them",
    "groups.Paper": "whoever may read groups reads all of them",
    "groups.QuorumVersion": "whoever may read groups reads all of them",
    "groups.Seat": "whoever may read groups reads all of them",
    "groups.Terms": "whoever may read groups reads all of them",
    "organisations.Organisation": "names and codes are public",
    **dict.fromkeys(
        [
            f"returns.{one}"
            for one in ("FormFile", "MarkingVersion", "ReturnDraft", "ReturnTemplate", "SubmittedReturn")
        ],
        "whoever may read the plan reads its returns; the region what was submitted",
    ),
    **dict.fromkeys(
        ("strategies.ProposedCommitment", "strategies.ReadDocument"),
        "whoever may read the plan sees what is read into it",
    ),
}
OF_THE_HOUSE: dict[str, str] = {
    "accounts.FailedSignIn": "of no organisation; shown nowhere",
    "audit.Waiting": "events on their way to the trail: gone when sealed",
    "audit.ChainHead": "the end of the trail; says nothing of anybody",
    "forms.FormAttempt": "of visitors who are not signed in; shown nowhere",
    "jobs.WorkerBeat": "of the worker",
    "people.ResetRequest": "of visitors who are not signed in; shown nowhere",
}


@dataclass(frozen=True)
class ForeignRows:
    """What was made: the row of each model by its label."""

    rows: dict[str, models.Model]

    @property
    def labels(self) -> set[str]:
        """The models of which there is a row."""
        return set(self.rows)

    def as_they_stand(self) -> dict[str, dict[str, Any] | None]:
        """Every row as the database holds it now, or nothing where it is gone."""
        return {label: type(row)._base_manager.filter(pk=row.pk).values().first() for label, row in self.rows.items()}


def mark_of(label: str) -> str:
    """The words by which a row of a model is known wherever they turn up."""
    return f"kept-{label.split('.')[1].lower()}"


def own_models() -> dict[str, type[models.Model]]:
    """Every model of ours by its label."""
    return {one._meta.label: one for one in apps.get_models() if one.__module__.startswith("clearway.")}


def belongs_to_somebody(label: str) -> bool:
    """Whether rows of a model are anybody's in particular."""
    return label not in SEEN_BY_ALL and label not in OF_THE_HOUSE and label != "audit.Event"


class Maker:
    """Makes the rows, each after those it hangs on."""

    def __init__(self, somebody: Membership, submission_id: str) -> None:
        self.now = now = timezone.now()
        self.made: dict[str, models.Model] = {
            "organisations.Membership": somebody,
            "organisations.Organisation": somebody.organisation,
            "accounts.Person": somebody.person,
            "submissions.Submission": apps.get_model("submissions.Submission").unscoped.get(pk=submission_id),
            "forms.FormTypeVersion": version_in_use(shipped()[SEA], by=somebody),
        }
        later = now + timedelta(days=2)
        self.given: dict[str, dict[str, Any]] = {
            "agreements.SharingAgreement": {"until": date(2099, 1, 1), "review_by": date(2026, 1, 1), "ended_on": None},
            "api.ApiToken": {"expires_on": date(2099, 1, 1), "revoked_at": None, "last_used_on": None},
            "attachments.Document": BESIDE | {"kind": "txt", "removed_at": None, "sha256": "7" * 64},
            "break_glass.Opening": {"role": "clinical_lead", "kind": "safety", "until": later, "ended_at": None},
            "break_glass.OpeningRemark": {"kind": "questioned"},
            "discussion.Remark": BESIDE | {"mentions": [], "withdrawn_at": None},
            "evidence.Evidence": {"activity": None, "kind": "pathway"},
            "exports.DayOfUse": {"day": now.date(), "told": ""},
            "exports.Export": {"kind": "named_breaches", "purpose": "FLOW-14", "state": "waiting", "taken_at": None},
            "forms.FormCase": {"state": "draft", "alliance_sees": "themes"},
            "forms.FormDraft": {"answers": _answers("kept-formdraft"), "number": 1, "changed": []},
            "forms.FormInvitation": {"expires_at": later, "used_at": None, "withdrawn_at": None},
            "forms.FormPart": {"party": "hospital", "state": "draft", "network_code": "", "signed_at": None},
            "forms.FormSignature": {"answers": _answers("kept-formsignature")},
            "forms.FormStep": {"party": "hospital"},
            "forms.FormTheme": {"withdrawn_at": None},
            "groups.Question": {"group": None, "measure": "CWT-62D", "place": "", "state": "open"},
            "jobs.Job": {"kind": "publish", "state": "done", "arguments": {}, "result": {}, "writes": ""},
            "mapping.SampleFile": {"token": WORD, "expires_at": later},
            "mapping.SenderProfile": {"shipped_id": "", "ended_at": None},
            "notifications.Notice": {"read_at": None, "mailed_at": None, "link": "/jobs"},
            "people.MembershipReview": {"quarter": "2026-Q3"},
            "people.PasswordLink": {"expires_at": later, "used_at": None, "withdrawn_at": None},
            "publishing.Release": dict.fromkeys(("made_by", "asked_by", "withdrawn_by", "replaced_by"))
            | {"state": "published", "month": "2025-03", "text": {}, "options": {}},
            "publishing.ReleaseFile": {"name": "kept-releasefile.txt"},
            "registers.Entry": {"register": "wig-banks", "values": {"name": "kept-entry", "kind": "hospital"}}
            | {"schema_version": 1, "version": 1, "state": "current", "is_withdrawn": False},
            "registers.IndexWord": {"register": "wig-banks"},
            "registers.Revision": {"values": {"name": "kept-revision", "kind": "hospital"}, "state": "current"}
            | {"schema_version": 1, "version": 1},
            "saved.SavedView": {"address": "/waits?text=kept-savedview"},
            "sending.Sending": {
                "id": WORD,
                "ending": "refused",
                "separator": ",",
                "month": "2025-05",
                "release": "final",
            }
            | {"date_format": "auto", "encoding": "utf-8"},
            "sending.Upload": {"id": WORD, "files": [{"name": "kept-upload.csv", "bytes": 1, "sha256": "7" * 64}]},
        }

    def row(self, model: type[models.Model]) -> models.Model:
        """The row of a model, made when there is none yet."""
        label = model._meta.label
        if label not in self.made:
            fields = {one.name: self._filled(one) for one in model._meta.concrete_fields}
            manager = getattr(model, "unscoped", model._base_manager)
            self.made[label] = manager.create(**fields | self.given.get(label, {}))
            for field in model._meta.many_to_many:
                getattr(self.made[label], field.name).add(self.row(field.related_model))
        return self.made[label]

    def _filled(self, field: models.Field) -> Any:
        label = field.model._meta.label
        if field.name in self.given.get(label, {}):
            return self.given[label][field.name]
        if field.is_relation:
            return self.row(field.related_model)
        if field.primary_key:
            return WORD if isinstance(field, models.CharField) else NUMBER
        if isinstance(field, models.CharField | models.TextField):
            return self._text(field, mark_of(label))
        for kind, value in (
            (models.DateTimeField, self.now),
            (models.DateField, self.now.date()),
            (models.TimeField, time(7)),
            (models.BooleanField, False),
            (models.JSONField, {} if getattr(field, "default", None) is dict else []),
            (models.BinaryField, b"kept"),
        ):
            if isinstance(field, kind):
                return value
        return 1

    def _text(self, field: models.Field, mark: str) -> str:
        if field.name in CODES or field.name.endswith("organisation_code"):
            return DONCASTER
        if field.choices:
            return field.choices[0][0]
        if field.name == "role":
            return "tracker"
        if field.name.endswith("_by") or field.name == "author":
            return EMAIL
        words = f"{mark} {field.name}"
        return words if field.max_length is None else words[: field.max_length]


def _answers(words: str) -> str:
    given = Answered(shipped()[SEA], {Place("SEA-21"): (words,)})
    return written(response(given, status="in-progress", parties=["hospital"], all_given=True))


def somebody_at(organisation: Organisation, role: type[Role]) -> Membership:
    """A person with the number of all that is theirs."""
    person = Person(pk=NUMBER, email=EMAIL, name="kept-person name")
    person.set_password(PASSWORD)
    person.save(force_insert=True)
    starts_on = date(2020, 1, 1)
    return Membership.objects.create(
        pk=NUMBER, person=person, organisation=organisation, role=role.key, starts_on=starts_on
    )


def foreign_rows(somebody: Membership, submission_id: str) -> ForeignRows:
    """Make a row of every model that belongs to somebody."""
    maker = Maker(somebody, submission_id)
    wanted = {label: model for label, model in own_models().items() if belongs_to_somebody(label)}
    for model in wanted.values():
        maker.row(model)
    return ForeignRows({label: maker.made[label] for label in wanted})
