"""What everybody may read: national figures at once, the plan and what people told us only when two people agreed."""

import pytest
from django.test import Client
from tests.site.publishing.conftest import approved, at_work, begun

from clearway.planning.reading import ReadPlan
from clearway.planning.shipped import plan_of_2017
from clearway.publications.public_page import words_of
from clearway.publications.reading_age import reading_age
from clearway.site.plan.models import Plan, Status
from clearway.site.plan.services.loading import load_plan
from clearway.site.publishing.public import areas
from clearway.site.publishing.public.page import page_of
from clearway.site.publishing.services import deciding, making

BARNSLEY_HOSPITAL, BARNSLEY, OURS = "RFF", "E08000016", "E56000025"


@pytest.fixture
def plan(toy, manager) -> Plan:
    """A plan with one deliverable that its owner reports on."""
    row = load_plan(by=manager, read=ReadPlan(plan_of_2017())).row
    first = row.deliverables.first()
    first.status, first.owner_organisation = Status.ON_TRACK, "Alliance"
    first.save()
    return row


def public(manager, second=None):
    """The release of the public pages, as far as there are people to take it."""
    return begun(manager, kind="public") if second is None else approved(manager, second, kind="public")


def stranger(path: str) -> str:
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == 200, path
    assert "max-age" in answer["Cache-Control"]
    return answer.content.decode()


def test_a_stranger_finds_the_page_of_every_area_of_the_alliance(toy):
    chooser = stranger("/public/")
    held = areas.public_areas()
    assert {one.kind for one in held} == {areas.ALLIANCE, areas.DISTRICT, areas.TRUST, areas.BOARD}
    for one in held:
        assert f'href="/public/{one.code}"' in chooser


def test_a_stranger_reads_how_long_people_wait_here_and_in_england_with_source_and_month(toy):
    page = stranger(f"/public/{BARNSLEY_HOSPITAL}")
    for words in ("Barnsley Hospital", "out of 100", "England", "March 2025", "NHS England, Cancer Waiting Times"):
        assert words in page
    assert "What is planned" not in page


def test_a_district_says_whose_waits_it_shows(toy):
    assert "Waits are not published for Barnsley alone." in stranger(f"/public/{BARNSLEY}")


@pytest.mark.parametrize("code", ["RJ1", "E56000001", "XXX", "QQQ999999"])
def test_areas_outside_the_alliance_have_no_page(code, toy):
    assert Client().get(f"/public/{code}").status_code == 404


def test_pages_that_stood_under_public_before_are_still_found(toy):
    for path in ("/public/registers/", "/public/feedback"):
        assert Client().get(path).status_code == 200


def test_what_is_planned_is_shown_when_a_second_person_approved_it_and_not_before(plan, manager, second):
    title = plan.deliverables.first().title
    release = public(manager, second)
    assert title not in stranger(f"/public/{OURS}")
    deciding.publish(by=manager, release=release)
    page = stranger(f"/public/{OURS}")
    for words in (title, "Led by the Cancer Alliance", "On time so far", "version 1"):
        assert words in page
    deciding.withdraw(by=manager, release=release, reason="The plan changed.")
    assert title not in stranger(f"/public/{OURS}")


def test_a_person_says_a_deliverable_in_other_words_or_leaves_it_out(plan, manager, second):
    name = f"{plan.deliverables.first().code}: {plan.deliverables.first().title}"
    release = public(manager)
    assert set(release.text) == {"Opening", name}
    making.make_again(by=manager, release=release, text={"Opening": "Welcome.", name: "More people get a scan soon."})
    at_work()
    release.refresh_from_db()
    assert release.shown["opening"] == "Welcome."
    assert [one["words"] for one in release.shown["planned"]] == ["More people get a scan soon."]
    making.make_again(by=manager, release=release, text={name: ""})
    at_work()
    release.refresh_from_db()
    assert release.shown["planned"] == []


def test_the_release_says_how_old_its_reader_has_to_be(plan, manager):
    release = public(manager)
    assert release.shown["reading"].startswith("Reading age about ")


def test_the_words_of_the_page_can_be_read_at_fourteen(toy):
    found = reading_age(words_of(page_of(areas.public_area(BARNSLEY_HOSPITAL))))
    assert found.is_easy, found


def test_a_store_without_figures_says_so(live_store, db):
    live_store.path.mkdir(exist_ok=True)
    assert "No published figures are held here yet." in stranger(f"/public/{OURS}")
