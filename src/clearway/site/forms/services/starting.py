"""Starting a form: what it is about, and who fills each part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.forms.models import LONGEST_SUBJECT, FormAccess, FormCase, FormPart
from clearway.site.forms.permissions import check_may_start
from clearway.site.forms.questionnaire.form_type import FormType, Party
from clearway.site.forms.services.steps import step
from clearway.site.forms.services.telling import tell_waiting
from clearway.site.forms.services.types import version_in_use
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.services import add_organisation


@dataclass(frozen=True, slots=True)
class Filler:
    """Who fills a part: an organisation by its code, its name when it is new here, and a practice's network."""

    code: str
    name: str = ""
    network: str = ""


def start(
    *, by: Membership, form: FormType, subject: str, fillers: Mapping[str, Filler], due_on: date | None = None
) -> FormCase:
    """Start a form. `fillers` names an organisation for each party; the starter's own may be left out where it fits.

    Without `due_on` the type says in how many days. Raises PermissionDenied, or Refused with words.
    """
    check_may_start(by)
    if form.is_public:
        raise Refused(f"“{form.title}” is filled by the public.", "Share its address instead.", code="FORM-PUBLIC")
    about = checked_words(subject, what="What the form is about", longest=LONGEST_SUBJECT)
    today = timezone.localdate()
    if due_on is None and form.due_days is not None:
        due_on = today + timedelta(days=form.due_days)
    if due_on is not None and not today <= due_on <= today + timedelta(days=3_660):
        raise Refused("The due date is in the past or ten years ahead.", "Correct it.", code="FORM-DUE")
    # The form's row comes before those that say whose it is, some of them other organisations': hence every row.
    with every_row("form started"), transaction.atomic():
        filled = {one.id: _organisation(by, one, fillers) for one in form.parties}
        case = FormCase.unscoped.create(
            type_version=version_in_use(form, by=by),
            subject=about,
            owner_code=by.organisation.code,
            started_by=by.person.email,
            started_at=timezone.now(),
            due_on=due_on,
            alliance_sees=form.alliance_sees.value,
        )
        codes = {by.organisation.code, *(one.code for one in filled.values())}
        FormAccess.unscoped.bulk_create([FormAccess(case=case, organisation_code=code) for code in sorted(codes)])
        for party, organisation in filled.items():
            network = fillers[party].network.strip().upper() if party in fillers else ""
            FormPart.unscoped.create(
                case=case, party=party, organisation_code=organisation.code, network_code=network[:20]
            )
        step(by=by, case=case, what="started")
        told = {"type": form.id, "version": form.version, "parties": {key: one.code for key, one in filled.items()}}
        audit.record(event="form started", by=by, subject=case, after={**told, "due_on": due_on})
        tell_waiting(case, by=by.person.email, because=f"{by.organisation.name} started it.")
    return case


def suits(organisation: Organisation, party: Party) -> bool:
    """Whether an organisation is of a kind that may fill a party's part."""
    return not party.kinds or organisation.kind in party.kinds


def _organisation(by: Membership, party: Party, fillers: Mapping[str, Filler]) -> Organisation:
    filler = fillers.get(party.id) or Filler("")
    code = filler.code.strip().upper()
    if not code:
        if suits(by.organisation, party):
            return by.organisation
        raise Refused(f"Nobody is named for “{party.title}”.", "Choose an organisation.", code="FORM-PARTY")
    held = Organisation.objects.filter(code=code).first()
    if held is None:
        if not filler.name.strip() or not code.isalnum() or len(code) > 20:
            raise Refused(
                f"This store knows no organisation of that code for “{party.title}”.",
                "Check the code (letters and numbers), and give the name with it when the organisation is new here.",
                code="FORM-PARTY",
            )
        kind = OrganisationKind(party.kinds[0]) if party.kinds else OrganisationKind.OTHER
        name = checked_words(filler.name, what="The organisation's name", longest=200)
        held = add_organisation(by=by, code=code, name=name, kind=kind)
    if not suits(held, party):
        raise Refused(
            f"{held} is not of a kind that fills “{party.title}”.", "Choose another organisation.", code="FORM-PARTY"
        )
    return held
