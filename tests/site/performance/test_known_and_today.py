"""Pages as known here on an earlier day, under today's organisations, and with trusts that also serve an alliance."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.demo.build import published_readings
from clearway.demo.published import packed_figures
from clearway.intake.reading import Declared
from clearway.pipeline.load import admit_readings
from clearway.pipeline.manifest import Submission
from clearway.site.jobs.worker import work_once
from clearway.site.performance import figures, jobs, known
from clearway.site.performance.jobs import KNOWN_FIGURES
from clearway.store.folder import StoreKind, create_store

EXTRACT, WORKBOOK = "Oct-2024-to-Mar-2025-Data-Extract-Provider", "MARCH-2025-CWT-CRS-PROVIDER"
RECORDS = {"org_first_seen": "RHQ", "org_fds_end": "RHQ", "org_treatment": "RHQ", "treatment_start_date": "2025-03-28"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The extract of January 2025, the final workbook of May; records of March in May, sent again in July."""
    folder = tmp_path_factory.mktemp("known")
    desk = Desk(create_store(folder / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), folder)
    for words, on in ((EXTRACT, datetime(2025, 1, 20, tzinfo=UTC)), (WORKBOOK, datetime(2025, 5, 8, 12, tzinfo=UTC))):
        desk.manifest.now = on
        readings = [one for one in published_readings(packed_figures()) if words in one.source.file_name]
        admit_readings(readings, store=desk.store, manifest=desk.manifest, declared=Declared())
    for people, on in ((12, datetime(2025, 5, 8, 13, tzinfo=UTC)), (15, datetime(2025, 7, 8, tzinfo=UTC))):
        desk.manifest.now = on
        desk.load(desk.csv(records(*([RECORDS] * people))), organisation="RHQ", month="2025-03")
    desk.publish()
    yield desk
    figures.reader_of.cache_clear()


@pytest.fixture(autouse=True)
def _site_of_the_desk(settings, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    def received() -> Sequence[Submission]:
        return tuple(desk.manifest.rows)

    settings.STORE = desk.store
    monkeypatch.setattr(known, "all_submissions", received)
    monkeypatch.setattr(jobs, "all_submissions", received)


def test_sheffield_in_march_2025_reads_as_the_release_said_that_had_come_by_the_day(page) -> None:
    before = page("/waits/62/RHQ?month=2025-03&as_known_on=2025-05-07")
    after = page("/waits/62/RHQ?month=2025-03&as_known_on=2025-05-08")
    assert "206.5 of 368" in before
    assert "216.5 of 382" not in before
    assert "216.5 of 382" in after
    assert "As known here on 7 May 2025" in before
    assert "when it came here is" in before
    assert 'value="2025-05-07"' in before


def test_the_overview_of_an_earlier_day_keeps_its_day_in_every_link(page) -> None:
    overview = page("/?month=2025-03&as_known_on=2025-05-07")
    assert "As known here on 7 May 2025" in overview
    assert "/waits/62/RHQ?" in overview
    assert "as_known_on=2025-05-07" in overview.split("/waits/62/RHQ?")[1][:200]


@pytest.mark.slow
def test_computed_figures_of_an_earlier_day_are_worked_out_once_asked_for(as_analyst: Client, page) -> None:
    address = "/waits/62/RHQ?month=2025-03&basis=computed&as_known_on=2025-06-01"
    offered = page(address)
    assert "have to be worked out" in offered
    assert "Being worked out" not in offered
    answer = as_analyst.post("/as-known-on", {"day": "2025-06-01", "next": address})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "Being worked out" in page(address)
    job = work_once("test")
    assert job is not None
    assert (job.kind, job.state) == (KNOWN_FIGURES, "done")
    shown = page(address)
    assert "of 12" in shown
    assert "of 15" not in shown
    assert "of 15" in page("/waits/62/RHQ?month=2025-03&basis=computed")


def test_computed_figures_that_have_not_changed_since_need_no_building(page) -> None:
    assert "of 15" in page("/waits/62/RHQ?month=2025-03&basis=computed&as_known_on=2025-07-09")


def test_a_day_before_the_first_file_and_one_to_come_are_refused_in_words(page) -> None:
    assert "Nothing had been received here by" in page("/waits/62?as_known_on=2024-12-31", status=400)
    assert "has not come yet" in page("/waits/62?as_known_on=2098-01-01", status=400)
    assert "a day written as" in page("/waits/62?as_known_on=may", status=400)


def test_going_back_never_leads_to_another_site(as_analyst: Client) -> None:
    answer = as_analyst.post("/as-known-on", {"day": "2025-06-01", "next": "//elsewhere.example/"})
    assert answer["Location"] == "/"


def test_the_royal_free_of_today_includes_north_middlesex_and_says_until_when(page) -> None:
    then = page("/waits/62/RAL?month=2024-11")
    now = page("/waits/62/RAL?month=2024-11&organisations=now")
    assert "North Middlesex" not in then
    assert "with North Middlesex University Hospital NHS Trust until December 2024" in now
    assert "organisations=now" in then
    assert "Organisations as they are today" in now


def test_a_trust_that_is_no_more_leads_to_its_successor_when_today_s_organisations_are_asked_for(as_analyst) -> None:
    answer = as_analyst.get("/waits/62/RAP?month=2024-11&organisations=now")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/waits/62/RAL?")


def test_trusts_that_also_serve_an_alliance_are_shown_beside_its_sum_and_marked(page) -> None:
    own = page("/waits/62?alliance=E56000024&month=2025-03")
    also = page("/waits/62?alliance=E56000024&month=2025-03&members=also")
    assert "Trusts that also serve this alliance, not in its sum" not in own
    assert "Trusts that also serve this alliance, not in its sum" in also
    assert "Chesterfield" in also.split("not in its sum")[1]
    headline = 'clearway-headline__figure">'
    assert own.split(headline)[1][:10] == also.split(headline)[1][:10]


@pytest.mark.parametrize("which", ["organisations=never", "members=all"])
def test_a_word_that_is_no_choice_is_refused(page, which: str) -> None:
    page(f"/waits/62?{which}", status=400)


def test_wait_bands_of_today_s_organisation_add_up(desk: Desk) -> None:
    def people(code: str, grouping: figures.Grouping) -> int:
        bands = figures.bands("published", "62", "2025-03", "provider", code, "trusts", grouping)
        return int(sum(band.people for band in bands))

    assert people("RAL", "now") == people("RAL", "then") > 0
    assert people("E56000027", "then") == 0
