"""Documents beside meetings and items, the order of an agenda, risks of the plan, and comments beside deliverables."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.planning.plans import deliverable_in, plan, small
from tests.site.conftest import member, sign_in

from clearway.planning.reading import ReadPlan
from clearway.records.findings import Refused
from clearway.site.attachments.models import Document
from clearway.site.discussion.models import Remark
from clearway.site.groups.models import AgendaItem, ItemPurpose, Meeting
from clearway.site.groups.presenters.risks import strategic_risks
from clearway.site.groups.services import meetings
from clearway.site.notifications.models import Notice
from clearway.site.organisations.roles import BoardMember
from clearway.site.plan.models import Deliverable
from clearway.site.plan.services.loading import load_plan
from clearway.store.folder import StoreFolder

NOW = datetime(2099, 7, 1, 13, tzinfo=UTC)


@pytest.fixture
def meeting(board, keeper) -> Meeting:
    made = meetings.plan_meeting(
        by=keeper, group=board.group, starts_at=NOW, ends_at=NOW + timedelta(hours=2), place="Oak"
    )
    for title in ("First", "Second", "Third"):
        meetings.add_item(by=keeper, meeting=made, item=meetings.Item(title=title, purpose=ItemPurpose.NOTE))
    return made


@pytest.fixture
def deliverable(keeper) -> Deliverable:
    content = small()
    risk = {"kind": "risk", "control": "Train two more", "owner": "Lead", "review_by": "2020-01-01"}
    deliverable_in(content, "D1")["concerns"] = [
        risk | {"id": "R1", "text": "Nobody reads the scans", "likelihood": 4, "impact": 5},
        risk | {"id": "R2", "text": "A small thing", "likelihood": 1, "impact": 2},
    ]
    load_plan(by=keeper, read=ReadPlan(plan(content)))
    return Deliverable.objects.get()


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.values_list("title", flat=True))


def test_an_item_goes_one_place_earlier_or_later_and_no_further(as_keeper, keeper, meeting):
    third = AgendaItem.objects.get(title="Third")
    as_keeper.post(f"/groups/items/{third.pk}/place", {"to": "earlier"})
    assert titles(meeting) == ["First", "Third", "Second"]
    as_keeper.post(f"/groups/items/{third.pk}/place", {"to": "later"})
    assert titles(meeting) == ["First", "Second", "Third"]
    with pytest.raises(Refused, match="stands there already"):
        meetings.move_item(by=keeper, item=third, earlier=False)
    assert as_keeper.get(f"/groups/items/{third.pk}/place").status_code == 405


def test_documents_stand_beside_a_meeting_and_its_items(as_keeper, alliance, meeting, live_store: StoreFolder):
    live_store.path.mkdir(exist_ok=True)
    item = AgendaItem.objects.get(title="First")
    for kind, number in (("meeting", meeting.pk), ("item", item.pk)):
        file = SimpleUploadedFile(f"{kind}.pdf", b"%PDF-1.7\n1 0 obj\n")
        assert as_keeper.post(f"/documents/{kind}/{number}", {"document": file}).status_code == 302
    assert {one.host_kind for one in Document.unscoped.all()} == {"meeting", "item"}
    member("board@example.org", alliance, BoardMember)
    as_keeper.logout()
    sign_in(as_keeper, "board@example.org")
    assert "meeting.pdf" in as_keeper.get(f"/groups/meetings/{meeting.pk}").content.decode()
    assert "item.pdf" in as_keeper.get(f"/groups/items/{item.pk}").content.decode()
    assert as_keeper.post(f"/documents/item/{item.pk}", {"document": file}).status_code == 403


def test_high_risks_of_the_plan_stand_with_control_and_assurance(deliverable):
    table = strategic_risks(date(2026, 7, 1))
    ((risk, score, control, assurance),) = table.rows
    assert (risk.words, score.words, control.words) == ("Nobody reads the scans", "20", "Train two more")
    assert (assurance.words, assurance.tag) == ("Nothing was shown yet", "overdue")


def test_whoever_reads_the_plan_comments_on_a_deliverable_and_mentions_others(as_keeper, alliance, keeper, deliverable):
    other = member("board@example.org", alliance, BoardMember)
    address = f"/comments/deliverable/{deliverable.pk}"
    as_keeper.post(address, {"words": "Is the money there?", "mentions": [other.pk], "mentioned": [other.pk]})
    said = Remark.unscoped.get()
    assert (said.host_kind, said.words) == ("deliverable", "Is the money there?")
    assert said.mentions == [other.person.name]
    assert Notice.unscoped.filter(person=other.person).exists()
    shown = as_keeper.get(f"/plan/deliverables/{deliverable.pk}").content.decode()
    assert "Is the money there?" in shown


def test_the_page_of_an_item_asks_no_more_for_a_longer_agenda(as_keeper, keeper, meeting):
    item = AgendaItem.objects.get(title="First")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            as_keeper.get(f"/groups/items/{item.pk}")
        return len(queries)

    before = asked()
    for number in range(5):
        more = meetings.Item(title=f"More {number}", purpose=ItemPurpose.NOTE)
        meetings.add_item(by=keeper, meeting=meeting, item=more)
    assert asked() == before
