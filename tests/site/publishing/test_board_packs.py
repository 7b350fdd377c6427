"""Board packs made from a store: one snapshot, one month, for whom they are, drafts until somebody else approves."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.publications.packs.made_up_board import plan
from tests.publications.packs.paper import pages_of, words_on
from tests.site.conftest import member
from tests.site.publishing.conftest import MONTH, at_work

from clearway.planning.reading import ReadPlan
from clearway.publications.disclosure import Audience
from clearway.publications.packs import PackKind
from clearway.records.findings import Refused
from clearway.site.groups.models import AgendaItem, Group, ItemPurpose, Meeting, MeetingState, Paper
from clearway.site.organisations.roles import ProgrammeManager
from clearway.site.performance import figures
from clearway.site.performance.audience import showing_to
from clearway.site.plan.services.loading import load_plan
from clearway.site.publishing.gathering import PackAsked, pack_now
from clearway.site.publishing.models import ReleaseState
from clearway.site.publishing.services import deciding, making

TODAY = date(2025, 6, 2)
LONDON = ZoneInfo("Europe/London")


def made(month=MONTH, audience=Audience.ALLIANCE, **asked):
    """The pack as the store stands."""
    with figures.reader().one_version(), showing_to(audience):
        return pack_now(PackAsked(month=month, today=TODAY, **asked))


@pytest.fixture
def board(on_stocked_store) -> Meeting:
    """A board with one meeting held and the next one planned, which is asked for a decision."""
    group = Group.objects.create(name="Alliance board", kind="board", purpose="Decide together.")
    days = (
        (datetime(2025, 4, 1, 14, tzinfo=LONDON), MeetingState.HELD),
        (datetime(2025, 6, 10, 14, tzinfo=LONDON), MeetingState.PLANNED),
    )
    *_, ahead = (
        Meeting.objects.create(
            group=group, starts_at=at, ends_at=at.replace(hour=16), place="Hall", state=state, changed_at=at
        )
        for at, state in days
    )
    item = AgendaItem.objects.create(
        meeting=ahead,
        position=1,
        title="Reports of scans",
        purpose=ItemPurpose.DECIDE,
        decision_asked="Agree the money",
    )
    AgendaItem.objects.create(meeting=ahead, position=2, title="Notes", purpose=ItemPurpose.NOTE)
    Paper.objects.create(
        item=item, title="Options", kept_at="the shared folder", added_by="x", added_at=ahead.starts_at
    )
    return ahead


def test_a_pack_has_the_figures_of_its_month_the_plan_and_what_the_board_is_asked(board, alliance):
    load_plan(by=member("programme@example.org", alliance, ProgrammeManager), read=ReadPlan(plan()), reason="test")
    pack = made()
    headings = [page.heading for page in pack.pages]
    assert (pack.kind, pack.is_draft, pack.snapshot.month) == (PackKind.BOARD_PACK, True, MONTH)
    assert pack.subtitle == "For Alliance board, 10 June 2025"
    assert "Told within 28 days: South Yorkshire and Bassetlaw" in headings
    assert "Where the plan stands" in headings
    asked = next(page for page in pack.pages if page.ask)
    assert (asked.heading, asked.ask) == ("Reports of scans", "Agree the money")
    assert asked.table.rows == (("Options", "the shared folder"),)


def test_two_packs_of_one_state_have_one_name_and_a_changed_agenda_gives_another(board):
    first, second = made(), made()
    assert first == second
    board.items.update(decision_asked="Something else")
    assert made().snapshot.id != first.snapshot.id


def test_a_version_for_a_trust_begins_with_that_trust(on_stocked_store):
    pack = made(trust="RFF", audience=Audience.OWN_TRUST)
    assert pack.kind is PackKind.TRUST_BOARD
    assert pack.pages[0].heading == "Barnsley at a glance"
    by_trust = next(page for page in pack.pages if page.heading == "Treated within 62 days, by trust")
    assert by_trust.table.rows[0][0] == "Barnsley"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"month": "2030-01"}, "PACK-NO-MONTH"),
        ({"trust": "RJ1"}, "PACK-TRUST"),
        ({"month": "2025-02"}, "PACK-NO-MONTH"),
    ],
)
def test_a_month_that_is_not_held_and_a_trust_of_elsewhere_are_refused(on_stocked_store, asked, code):
    with pytest.raises(Refused) as refusal:
        made(**asked)
    assert refusal.value.code == code


@pytest.mark.slow
def test_a_pack_is_a_draft_until_a_second_person_approves_and_goes_out_with_the_same_pages(board, manager, second):
    release = making.begin(by=manager, kind="board-pack", month=MONTH)
    at_work()
    release.refresh_from_db()
    assert release.state == ReleaseState.CHECKED, release.checks
    assert {one["key"] for one in release.checks if one["outcome"] == "failed"} == set()
    draft = pages_of(bytes(release.files.get(name__endswith=".pdf").content))
    assert all("Draft, not approved" in words_on(page) for page in draft)
    deciding.ask_for_approval(by=manager, release=release)
    release.refresh_from_db()
    deciding.approve(by=second, release=release, seen_round=release.round)
    at_work()
    written = pages_of(bytes(release.files.get(name__endswith=".pdf").content))
    assert len(written) == len(draft)
    assert "Approved by" in words_on(written[0])
    assert not any("Draft" in words_on(page) for page in written)
