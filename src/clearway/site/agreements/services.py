"""Recording a sharing agreement and ending one: each is one change, audited inside its transaction."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.agreements.models import SharingAgreement, Use, only_counting
from clearway.site.agreements.permissions import check_may_manage_agreements
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.services import add_organisation
from clearway.site.submissions.models import DataSet
from clearway.standards.organisations import ProviderKind, load_organisations

FEWEST_PARTIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an agreement says; both days are days on which it holds.

    `uses` say what it lets be done with the records (`Use`). `parties` are organisation codes, each alone or as
    `CODE=Name` for one that the reference does not know.
    """

    title: str
    purpose: str
    legal_basis: str
    parties: Collection[str]
    data_sets: Collection[str]
    starts_on: date
    until: date
    owner: str
    review_by: date | None = None
    document: str = ""
    notes: str = ""
    uses: Collection[str] = field(default_factory=only_counting)


def record_agreement(*, by: Membership, terms: Terms) -> SharingAgreement:
    """Record an agreement that organisations have made. Raises PermissionDenied, or Refused with words."""
    check_may_manage_agreements(by)
    _check_terms(terms)
    with transaction.atomic():
        agreement = SharingAgreement.unscoped.create(
            title=terms.title.strip(),
            purpose=terms.purpose.strip(),
            legal_basis=terms.legal_basis.strip(),
            notes=terms.notes.strip(),
            data_sets=sorted(terms.data_sets),
            uses=[one for one in Use.values if one in terms.uses],
            starts_on=terms.starts_on,
            until=terms.until,
            review_by=terms.review_by,
            owner=terms.owner.strip(),
            document=terms.document.strip(),
            recorded_by=by.person.email,
            recorded_at=timezone.now(),
        )
        agreement.parties.set([_party(by, code, name) for code, name in _named(terms).items()])
        audit.record(
            event="sharing agreement recorded",
            by=by,
            subject=agreement,
            source=agreement.document[:200],
            after={
                "title": agreement.title,
                "parties": sorted(_named(terms)),
                "data_sets": agreement.data_sets,
                "uses": agreement.uses,
                "from": terms.starts_on,
                "until": terms.until,
            },
        )
    return agreement


def end_agreement(*, by: Membership, agreement: SharingAgreement, on: date, reason: str) -> SharingAgreement:
    """End an agreement: from that day nothing new is loaded under it. What was loaded stays until it is purged."""
    check_may_manage_agreements(by)
    if not reason.strip():
        raise Refused("An agreement is not ended without a reason.", "Say why it ends.", code="AGREEMENT-REASON")
    with transaction.atomic():
        agreement = SharingAgreement.unscoped.select_for_update().get(pk=agreement.pk)
        if agreement.ended_on is not None:
            raise Refused(
                f"{agreement} was ended from {agreement.ended_on} already.", "Nothing is to be done.", code="ENDED"
            )
        if not agreement.starts_on <= on <= agreement.until:
            raise Refused(
                f"{agreement} holds from {agreement.starts_on} to {agreement.until}; {on} is outside that.",
                "Choose a day on which it would still hold.",
                code="AGREEMENT-DATES",
            )
        agreement.ended_on, agreement.ended_reason = on, reason.strip()
        agreement.save(update_fields=["ended_on", "ended_reason"])
        audit.record(
            event="sharing agreement ended",
            by=by,
            subject=agreement,
            reason=agreement.ended_reason,
            before={"until": agreement.until},
            after={"ended_on": on},
        )
    return agreement


def _check_terms(terms: Terms) -> None:
    missing = [name for name in ("title", "purpose", "legal_basis", "owner") if not getattr(terms, name).strip()]
    if missing:
        raise Refused(
            f"The agreement lacks: {', '.join(missing).replace('_', ' ')}.", "Fill it in.", code="AGREEMENT-INCOMPLETE"
        )
    if len(_named(terms)) < FEWEST_PARTIES:
        raise Refused(
            "An agreement has at least two parties.",
            "Name the organisation that sends, and the alliance that receives.",
            code="AGREEMENT-PARTIES",
        )
    if not terms.data_sets or not set(terms.data_sets) <= set(DataSet.values):
        raise Refused(
            "The agreement does not say which data sets it covers.",
            f"Choose from: {', '.join(DataSet.values)}.",
            code="AGREEMENT-DATA-SETS",
        )
    if not terms.uses or not set(terms.uses) <= set(Use.values):
        raise Refused(
            "The agreement does not say what it lets be done with the records.",
            f"Choose from: {', '.join(Use.values)}.",
            code="AGREEMENT-USES",
        )
    if terms.until < terms.starts_on:
        raise Refused(
            f"The agreement would end ({terms.until}) before it begins ({terms.starts_on}).",
            "Correct the dates.",
            code="AGREEMENT-DATES",
        )


def _named(terms: Terms) -> dict[str, str]:
    """The codes of the parties in order, each with the name that was given with it."""
    given = (party.partition("=") for party in terms.parties if party.strip())
    return dict(sorted((code.strip().upper(), name.strip()) for code, _, name in given))


def _party(by: Membership, code: str, name: str) -> Organisation:
    """The organisation of a code; one that this store has not met is added, under the reference's name or the given."""
    held = Organisation.objects.filter(code=code).first()
    if held:
        return held
    reference = load_organisations()
    known = reference.name(code)
    is_known = not known.startswith("Unknown")
    if not is_known and not name:
        raise Refused(
            f"No organisation is known by the code {code}.",
            f"Check the code (three characters for a trust), or give its name with it: {code}=Name.",
            code="ORG-UNKNOWN",
        )
    is_trust = reference.provider(code).kind is ProviderKind.NHS_TRUST
    kind = OrganisationKind.TRUST if is_trust else OrganisationKind.OTHER
    return add_organisation(by=by, code=code, name=known if is_known else name, kind=kind)
