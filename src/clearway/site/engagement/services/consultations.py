"""Consultations: preparing, showing that the principles are met, opening, counting, closing, withdrawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.planning.engagement.gates import Missing, Step, missing
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.columns import write_columns
from clearway.site.engagement.models import Audience, Consultation, ConsultationState, GateEvidence
from clearway.site.engagement.models.consultation import PRINCIPLES
from clearway.site.engagement.permissions import check_may_keep
from clearway.site.engagement.services.audiences import known_characteristics
from clearway.site.engagement.services.days import check_days
from clearway.site.groups.services.wording import optional, text
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Deliverable

CHANGEABLE = ("draft", "open")
STANDS_WHILE_OPEN = ("title", "proposal", "opens_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutConsultation:
    """What is said of a consultation."""

    title: str
    proposal: str
    decided_by: str
    easy_read: str = ""
    place: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    form: str = ""
    deliverable: Deliverable | None = None
    audiences: Sequence[Audience] = ()
    characteristics: Sequence[str] = ()

    def columns(self) -> dict[str, object]:
        """The columns of its row, without the audiences. Raises Refused for what is not kept."""
        check_days(self.opens_on, self.closes_on)
        return {
            "title": text(self.title, what="The title", longest=200),
            "proposal": text(self.proposal, what="What is proposed"),
            "easy_read": optional(self.easy_read, what="The easy-read text"),
            "decided_by": text(self.decided_by, what="Who decides", longest=200),
            "place": self.place,
            "opens_on": self.opens_on,
            "closes_on": self.closes_on,
            "form": self.form,
            "deliverable": self.deliverable,
            "characteristics": known_characteristics(self.characteristics),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What shows that a principle is met: `who` is a role or an organisation."""

    principle: str
    words: str
    kept_at: str
    who: str
    dated: date


def prepare(*, by: Membership, about: AboutConsultation, is_made_up: bool = False) -> Consultation:
    """Begin to prepare a consultation. Raises PermissionDenied, or Refused in words."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        made = Consultation.objects.create(**columns, is_made_up=is_made_up)
        made.audiences.set(about.audiences)
        audit.record(event="consultation prepared", by=by, subject=made, after={"title": made.title})
    return made


def change(*, by: Membership, consultation: Consultation, about: AboutConsultation) -> Consultation:
    """Change a consultation. Once it is open its days and what is proposed stand: people answered to them."""
    check_may_keep(by)
    columns = about.columns()
    with transaction.atomic():
        held = _in(consultation, *CHANGEABLE)
        if held.state == ConsultationState.OPEN:
            _check_open_change(held, columns)
        written = write_columns(held, columns)
        held.save()
        held.audiences.set(about.audiences)
        audit.record(event="consultation changed", by=by, subject=held, before=written.before, after=written.after)
    return held


def show_evidence(*, by: Membership, consultation: Consultation, evidence: Evidence, today: date) -> GateEvidence:
    """Add what shows that a principle is met. Refused for a day to come, and once it is closed."""
    check_may_keep(by)
    if evidence.principle not in PRINCIPLES:
        raise Refused("There is no such principle.", "Choose one of the four.", code="ENG-CODE")
    if evidence.dated > today:
        raise Refused("The evidence is of a day to come.", "Give the day on which it was made.", code="ENG-DAYS")
    with transaction.atomic():
        held = _in(consultation, *CHANGEABLE)
        made = GateEvidence.objects.create(
            consultation=held,
            principle=evidence.principle,
            words=text(evidence.words, what="What shows it"),
            kept_at=text(evidence.kept_at, what="Where it is kept", longest=500),
            who=text(evidence.who, what="Whose it is", longest=200),
            dated=evidence.dated,
            recorded_by=by.person.email,
            recorded_at=timezone.now(),
        )
        audit.record(
            event="consultation evidence",
            by=by,
            subject=held,
            after={"principle": made.principle, "kept_at": made.kept_at, "dated": made.dated},
        )
    return made


def open_consultation(*, by: Membership, consultation: Consultation, today: date) -> Consultation:
    """Open it to answers. Refused, with everything that is missing, unless the first two principles are shown."""
    check_may_keep(by)
    with transaction.atomic():
        held = _in(consultation, "draft")
        _check_gates(missing(held.facts, Step.OPEN, today=today), "open")
        held.state, held.opened_on = ConsultationState.OPEN, today
        held.save(update_fields=["state", "opened_on"])
        audit.record(event="consultation opened", by=by, subject=held, after={"closes_on": held.closes_on})
    return held


def take_into_account(
    *, by: Membership, consultation: Consultation, responses: int, report: str, report_words: str
) -> Consultation:
    """Say how many answered, where the report is kept, and in words how the answers were taken into account."""
    check_may_keep(by)
    if responses < 0:
        raise Refused("Fewer than none cannot have answered.", "Write the number of responses.", code="ENG-PEOPLE")
    with transaction.atomic():
        held = _in(consultation, "open")
        held.responses = responses
        held.report = text(report, what="Where the report is kept", longest=500)
        held.report_words = text(report_words, what="How it was taken into account")
        held.save(update_fields=["responses", "report", "report_words"])
        after = {"responses": responses, "report": held.report}
        audit.record(event="consultation answers considered", by=by, subject=held, after=after)
    return held


def close(*, by: Membership, consultation: Consultation, today: date) -> Consultation:
    """Close it. Refused, with everything that is missing, unless all four principles are shown."""
    check_may_keep(by)
    with transaction.atomic():
        held = _in(consultation, "open")
        _check_gates(missing(held.facts, Step.CLOSE, today=today), "close")
        held.state, held.closed_on = ConsultationState.CLOSED, today
        held.save(update_fields=["state", "closed_on"])
        audit.record(event="consultation closed", by=by, subject=held, after={"responses": held.responses})
    return held


def withdraw(*, by: Membership, consultation: Consultation, reason: str) -> Consultation:
    """Withdraw it with a reason, for people who were asked, too."""
    check_may_keep(by)
    why = text(reason, what="The reason", longest=500)
    with transaction.atomic():
        held = _in(consultation, *CHANGEABLE)
        held.state, held.state_because = ConsultationState.WITHDRAWN, why
        held.save(update_fields=["state", "state_because"])
        audit.record(event="consultation withdrawn", by=by, subject=held, reason=why)
    return held


def _in(consultation: Consultation, *states: str) -> Consultation:
    held = locked(Consultation.objects.filter(pk=consultation.pk)).get()
    if held.state not in states:
        raise Refused(
            f"The consultation is {held.get_state_display().lower()}.", "Look at it as it is now.", code="ENG-STATE"
        )
    return held


def _check_gates(found: tuple[Missing, ...], step: str) -> None:
    if found:
        told = " ".join(one.what for one in found)
        mend = " ".join(dict.fromkeys(one.mend for one in found))
        raise Refused(f"The consultation cannot {step} yet. {told}", mend, code="ENG-GATE")


def _check_open_change(held: Consultation, columns: dict[str, object]) -> None:
    if any(getattr(held, name) != columns[name] for name in STANDS_WHILE_OPEN):
        raise Refused(
            "People are answering to what is proposed: its words and its first day stand while it is open.",
            "Withdraw it with a reason, and prepare another.",
            code="ENG-OPEN",
        )
    until, was = columns["closes_on"], held.closes_on
    if not isinstance(until, date) or (was is not None and until < was):
        raise Refused(
            "People were promised more time to answer.", "Its last day can only move on, never back.", code="ENG-OPEN"
        )
