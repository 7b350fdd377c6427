"""What was revised, on screen: releases, snapshots and versions of records, each as far as a person may see it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.pipeline.loading import Desk
from tests.site.two_tellings import twice_told, write_manifest

from clearway.site.audit.models import Event
from clearway.site.jobs.worker import work_once
from clearway.site.performance import figures


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield twice_told(tmp_path_factory.mktemp("revisions"))
    figures.reader_of.cache_clear()


@pytest.fixture(autouse=True)
def _site_of_the_desk(settings, db, desk: Desk) -> None:
    settings.STORE = desk.store
    write_manifest(desk)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_the_revision_of_march_2025_reads_in_one_sentence_and_a_table(as_analyst: Client) -> None:
    page = text(as_analyst, "/data/revisions/2025-03")
    assert "106 of 145 organisations differ: 104 changed (103 in their total), 2 only in the earlier one." in page
    assert "England: 19,389.5 of 27,162.5 (71.4%) became 19,669.5 of 27,537.5 (71.4%): +375 people, +95 over" in page
    assert "Sheffield Teaching Hospitals" in page
    assert "Data-Extract-Provider.xlsx (provisional, here since 20 January 2025)" in page


def test_the_comparison_is_downloaded_with_both_files_named(as_analyst: Client) -> None:
    answer = as_analyst.get("/data/revisions/2025-03?table=revisions&format=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert sum(line.startswith("R") or line[:1].isalnum() for line in lines) >= 106
    assert any("RHQ" in line and "382" in line and "206.5" in line for line in lines)


def test_it_can_be_told_apart_by_cancer_type_and_by_standard(as_analyst: Client) -> None:
    assert "Cancer type" in text(as_analyst, "/data/revisions/2025-03?by=cancer_type")
    assert "Told within 28 days" in text(as_analyst, "/data/revisions/2025-03?standard=28")
    text(as_analyst, "/data/revisions/2025-03?standard=28&by=stage", status=400)
    text(as_analyst, "/data/revisions/2025-03?basis=guessed", status=400)


def test_a_month_told_once_says_so(as_analyst: Client) -> None:
    assert "There are no two tellings of November 2024" in text(as_analyst, "/data/revisions/2024-11")


def test_what_has_two_tellings_is_listed(as_analyst: Client) -> None:
    page = text(as_analyst, "/data/revisions")
    assert 'href="/data/revisions/2025-03"' in page
    assert "Files of records that replaced others" in page
    assert "/data/revisions/files/" in page


@pytest.mark.slow
def test_computed_figures_are_compared_with_those_of_an_earlier_day_and_the_cause_is_named(as_analyst: Client) -> None:
    address = "/data/revisions/2025-03?basis=computed&as_known_on=2025-06-01"
    assert "have to be worked out" in text(as_analyst, address)
    as_analyst.post("/as-known-on", {"day": "2025-06-01", "next": address})
    assert work_once("test") is not None
    page = text(as_analyst, address)
    assert "Other records count now; the rules for this month are the same." in page
    assert "1 of 1 organisations differ" in page
    assert "+3 people" in page


def later_file(desk: Desk) -> str:
    return desk.manifest.rows[-1].id


@pytest.mark.slow
def test_a_file_of_records_is_compared_with_the_one_it_replaced(as_analyst: Client, desk: Desk) -> None:
    page = text(as_analyst, f"/data/revisions/files/{later_file(desk)}")
    assert "<strong>3</strong> records added, <strong>0</strong> gone, <strong>1</strong> changed" in page
    assert "modality" in page
    for one in ("9990000018", ">R1<", ">P1<"):
        assert one not in page


def test_another_trust_s_files_are_not_there_and_asking_is_put_on_the_trail(as_tracker: Client, desk: Desk) -> None:
    text(as_tracker, f"/data/revisions/files/{later_file(desk)}", status=404)
    assert Event.objects.filter(subject_id=later_file(desk)).exists()
    assert "/data/revisions/files/" not in text(as_tracker, "/data/revisions")


@pytest.mark.slow
def test_a_trust_sees_its_own_computed_figures_alone(as_tracker: Client) -> None:
    page = text(as_tracker, "/data/revisions/2025-03?basis=computed&as_known_on=2025-07-09")
    assert "None of 0 organisations differs." in page
    assert "Sheffield" not in page


def test_a_file_that_replaced_nothing_has_no_comparison(as_analyst: Client, desk: Desk) -> None:
    text(as_analyst, f"/data/revisions/files/{desk.manifest.rows[0].id}", status=404)
    text(as_analyst, "/data/revisions/files/nothing", status=404)
