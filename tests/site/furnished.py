"""A site with something of everything that people write: so that pages which need a row are met, not only lists.

Every text that somebody could type says `words`: harmless ones, or a script that must never run.
"""

import pickle
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.faults.addresses import Address, addresses
from tests.once_a_run import once_a_run
from tests.planning.funded import funded
from tests.planning.plans import plan
from tests.site.conftest import browser_of as browser_of
from tests.site.conftest import member
from tests.site.engagement.furnishing import engagement_within
from tests.site.forms.conftest import HOSPITAL, SEA, answers
from tests.site.groups.furnishing import groups_within
from tests.site.registers.conftest import WIG_BANKS, draft
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401
from tests.site.strategies.furnishing import strategies_within

from clearway.planning.reading import ReadPlan
from clearway.site.agreements.services import Terms, record_agreement
from clearway.site.audit.models import Event
from clearway.site.beside import host_of
from clearway.site.discussion.services import comment
from clearway.site.forms.services.filling import save
from clearway.site.forms.services.inviting import invite
from clearway.site.forms.services.signing import sign
from clearway.site.forms.services.starting import Filler, start
from clearway.site.forms.types_held import newest
from clearway.site.jobs.services import enqueue
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.roles import (
    Administrator,
    AllianceAnalyst,
    InformationGovernanceLead,
    Tracker,
)
from clearway.site.people.models import LinkPurpose
from clearway.site.people.services.links import make_link
from clearway.site.performance.cards import cards
from clearway.site.performance.definitions import MEASURE_OF
from clearway.site.plan.models import Concern, Deliverable, MoneyLine, Plan
from clearway.site.plan.services.loading import load_plan
from clearway.site.registers.services.entries import add_entry
from clearway.site.registers.services.types import propose_version, take_up
from clearway.site.saved.services import save_view
from clearway.standards.governance import load_flows, load_hazards
from clearway.store.analytical import Reader

OPEN_TO_ALL = "public-feedback"
SCRIPT = "<script>clearway58()</script>"
ENDS_A_SESSION = {"sign-out"}


@dataclass(frozen=True)
class Furnished:
    """People by their role, and what stands in an address for each name: everywhere, and below one address or app."""

    people: dict[str, Membership]
    everywhere: dict[str, str]
    within: dict[tuple[str, str], str]

    def path(self, address: Address) -> str:
        """An address with every name filled by something that is there, where there is such a thing."""
        return address.path(**self.values(address))

    def values(self, address: Address) -> dict[str, str]:
        """What stands in an address for each of its names."""
        return {name: self._filled(address, name) for name in address.names}

    def _filled(self, address: Address, name: str) -> str:
        below = (value for (where, one), value in self.within.items() if one == name and where in address.template)
        return next(below, self.within.get((address.app, name), self.everywhere.get(name, "x")))


def people_here(alliance: Organisation, barnsley: Organisation) -> dict[str, Membership]:
    """Who between them see nearly every page."""
    return {
        "administrator": member("administrator@example.org", alliance, Administrator),
        "tracker": member("tracker@example.org", barnsley, Tracker),
        "governance": member("governance@example.org", alliance, InformationGovernanceLead),
        "analyst": member("analyst@example.org", alliance, AllianceAnalyst),
    }


def furnish(people: dict[str, Membership], words: str, link: str, submission: str) -> Furnished:
    """Write something of every kind, by the people whose work it is."""
    tracker, administrator = people["tracker"], people["administrator"]
    tracker.person.name = words
    tracker.person.save()
    proposed = propose_version(by=administrator, text=WIG_BANKS.replace("Where people", f"{words} where people"))
    take_up(by=administrator, proposed=proposed)
    typed = draft(words, notes=words, contact=words)
    entry = add_entry(by=tracker, register="wig-banks", draft=typed, today=timezone.localdate(), reason=words)
    case, token = _form(tracker, words)
    for kind, number in (("form", case.pk), ("entry", entry.pk)):
        comment(by=tracker, host=host_of(tracker, kind, number), words=words)
    save_view(by=tracker, name=words, address=f"/forms?q={words}")
    job, _ = enqueue(by=tracker, kind="access reviews", label=words)
    planned = load_plan(by=administrator, read=ReadPlan(plan(funded(words))), reason=words)
    deliverable = Deliverable.objects.get(plan=planned.row)
    concern = Concern.objects.create(deliverable=deliverable, code="R1", position=1, kind="issue", text=words)
    line = MoneyLine.objects.create(
        deliverable=deliverable, code="£1", position=1, stream="revenue", quarter="2024/25 Q1", planned=1
    )
    agreement = record_agreement(by=people["governance"], terms=_terms(words))
    _, password_link = make_link(by=administrator, person=tracker.person, purpose=LinkPurpose.RESET)
    within = {
        ("registers/types/", "number"): str(proposed.pk),
        ("/notes/", "kind"): "annotation",
        ("public/feedback/", "key"): OPEN_TO_ALL,
        ("public/invitation/", "section"): "practice-story",
        ("registers", "number"): str(entry.pk),
        ("api", "number"): str(entry.pk),
        ("api", "standard"): "62",
        ("forms", "number"): str(case.pk),
        ("forms", "token"): token,
        ("discussion", "number"): str(case.pk),
        ("attachments", "number"): str(case.pk),
        ("discussion", "kind"): "form",
        ("attachments", "kind"): "form",
        ("plan/deliverables/", "number"): str(deliverable.pk),
        ("plan/concerns/", "number"): str(concern.pk),
        ("plan/money/", "number"): str(line.pk),
        **_of_plan(planned.row),
        ("plan", "number"): str(planned.row.pk),
        ("jobs", "number"): str(job.pk),
        ("agreements", "number"): str(agreement.pk),
        ("people", "number"): str(tracker.person_id),
        ("accounts", "number"): str(tracker.person_id),
        ("people", "token"): password_link,
        **strategies_within(words),
        ("places", "code"): "E54000061",
        **groups_within(administrator, words),
        **engagement_within(administrator.organisation, words),
    }
    everywhere = {
        "standard": "62",
        "measure": "CWT-62D",
        "measure_id": "CWT-62D",
        "slug": next((one for one in cards() if one not in MEASURE_OF), "x"),
        "code": "RFF",
        "position": "1",
        "referring": "RFF",
        "receiving": "RHQ",
        "month": "2025-03",
        "kind": "json",
        "rule_id": "D62-3",
        "register": "wig-banks",
        "key": SEA,
        "party": "hospital",
        "section": "hospital-story",
        "link": link,
        "submission_id": submission,
        "sequence": str(Event.objects.filter(reason=words).latest("sequence").sequence),
        "day": "2026-01-01",
        "hazard_id": load_hazards().hazards[0].id,
        "flow_id": load_flows().flows[0].id,
        "number": "1",
    }
    return Furnished(people, everywhere, within)


def _of_plan(row: Plan) -> dict[tuple[str, str], str]:
    """The first row of each kind that hangs on a plan, by the address that asks for it."""
    option = row.appraisals.get().options.first()
    first = {
        "allocations": row.allocations.first(),
        "placements": row.allocations.first().placed.first(),
        "savings": row.deliverables.get().savings.first(),
        "bids": row.bids.first(),
        "bid-sums": row.bids.first().sums.first(),
        "frameworks": row.scoring_frameworks.get(),
        "appraisals": option.appraisal,
        "options": option,
        "gates": row.deliverables.get().gates.first(),
        "roll-outs": row.roll_outs.get(),
        "bodies": row.signing_bodies.first(),
    }
    return {(f"plan/{kind}/", "number"): str(one.pk) for kind, one in first.items()}


def _form(tracker: Membership, words: str) -> tuple:
    """A significant event analysis whose hospital half is drafted and whose other half has an invitation."""
    surgery = Organisation.objects.create(code="C85001", name=words, kind=OrganisationKind.PRACTICE)
    fillers = {"practice": Filler(surgery.code, network="U11111")}
    started = {"by": tracker, "form": newest()[SEA], "fillers": fillers}
    sent, drafted = (start(subject=f"{words} {number}", **started) for number in (1, 2))
    for case in (sent, drafted):
        part = case.parts.get(party="hospital")
        given = answers(case, **HOSPITAL | {"SEA_21": words, "SEA_42": words}, SEA_04=date(2026, 3, 1))
        part = save(by=tracker, part=part, answers=given, revision=part.revision)
        if case is sent:
            sign(by=tracker, part=part)
    return drafted, invite(by=tracker, part=sent.parts.get(party="practice"))


def _terms(words: str) -> Terms:
    return Terms(
        title=words,
        purpose=words,
        legal_basis=words,
        parties=("RFF", "E56000025"),
        data_sets=("waiting_time_records",),
        starts_on=date(2026, 4, 1),
        until=date(2027, 3, 31),
        owner=words,
        notes=words,
    )


@pytest.fixture
def furnished(on_stocked_store, alliance, barnsley) -> Furnished:  # noqa: F811
    """The stocked store, with something of everything that people write; every text is a script."""
    with Reader(on_stocked_store.store.analytical).open() as figures:
        ((link,),) = figures.execute("SELECT link FROM records WHERE record_id = 'B1'").fetchall()
    own = next(row for row in on_stocked_store.manifest.rows if row.organisation_code == "RFF")
    return furnish(people_here(alliance, barnsley), SCRIPT, link, own.id)


@dataclass(frozen=True)
class Met:
    """One answer: who asked for which address, and what came back. `text` is empty for what is no page."""

    template: str
    who: str
    path: str
    status: int
    headers: dict[str, str]
    text: str

    @property
    def is_page(self) -> bool:
        """Whether it is a page that somebody reads."""
        return self.status == 200 and bool(self.text)


@pytest.fixture
def pages_met(request, db, tmp_path_factory, worker_id) -> list[Met]:
    """What each of the people met at every address; walked once a run, whoever asks first."""

    def walk(room: Path) -> None:
        furnished = request.getfixturevalue("furnished")
        met = [
            one
            for who, membership in furnished.people.items()
            for one in walked(furnished, who, browser_of(membership))
        ]
        met += walked(furnished, "nobody", Client(raise_request_exception=False))
        (room / "met").write_bytes(pickle.dumps(met))

    met: list[Met] = pickle.loads((once_a_run(tmp_path_factory, worker_id, "pages-met", walk) / "met").read_bytes())
    return met


def walked(furnished: Furnished, who: str, browser: Client) -> list[Met]:
    """Every address, asked for by one browser."""
    met = []
    for address in addresses():
        if address.template in ENDS_A_SESSION:
            continue
        path = furnished.path(address)
        answer = browser.get(path)
        body = b"".join(answer)
        is_html = "html" in answer.get("Content-Type", "")
        text = body.decode(errors="replace") if is_html else ""
        met.append(Met(address.template, who, path, answer.status_code, dict(answer.headers), text))
    return met
