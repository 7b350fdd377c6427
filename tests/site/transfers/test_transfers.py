"""Hand-overs between trusts: the pairs add up to what the trusts answer for, and each trust sees its own."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.measures.transfer_pairs import transfer_pairs
from clearway.site.performance import figures
from clearway.standards.shared_pathways import shared_pathways
from clearway.store.folder import StoreKind, create_store

YEAR = {"first_month": "2024-04", "last_month": "2025-03"}


def shared(referring: str, transfer: str, treated: str, icd10: str = "C341") -> dict[str, str]:
    """A pathway referred on 6 January 2025, handed over to Sheffield on one day and treated there on another."""
    return {
        "crtp_start": "2025-01-06", "date_first_seen": "2025-01-10", "fds_end_date": "2025-01-20",
        "ctp_start_date": "2025-01-25", "org_first_seen": referring, "org_fds_end": referring,
        "accountable_investigating_org": referring, "transfer_date": transfer, "treatment_start_date": treated,
        "org_treatment": "RHQ", "icd10": icd10,
    }  # fmt: skip


IN_TIME = shared("RFF", "2025-02-01", "2025-02-15")
SENT_LATE = shared("RFF", "2025-03-01", "2025-03-20")
TREATED_LATE = shared("RFF", "2025-02-03", "2025-03-25", "C509")
BOTH_LATE = shared("RFR", "2025-02-20", "2025-03-28")
UNDATED = shared("RFF", "", "2025-03-27")
ALONE = {**shared("RHQ", "", "2025-03-26"), "accountable_investigating_org": ""}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("transfers")
    desk = Desk(create_store(folder / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), folder)
    rows = [*[IN_TIME] * 8, *[SENT_LATE] * 4, *[TREATED_LATE] * 2, *[BOTH_LATE] * 3, UNDATED, ALONE]
    desk.load(desk.csv(records(*rows)))
    desk.publish()
    yield desk
    figures.reader_of.cache_clear()


@pytest.fixture(autouse=True)
def _site_of_the_desk(settings, db, desk: Desk) -> None:
    settings.STORE = desk.store


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_each_ordered_pair_has_its_volume_timeliness_and_breaches_by_scenario(desk: Desk) -> None:
    with desk.figures() as opened:
        barnsley, rotherham = transfer_pairs(opened, **YEAR)
    assert (barnsley.referring, barnsley.receiving, barnsley.pathways, barnsley.dated) == ("RFF", "RHQ", 15, 14)
    assert (barnsley.by_handover_day, barnsley.treated_in_time) == (10, 12)
    assert barnsley.breach_of == {0: 1, 4: 2, 5: 4, 6: 0}
    assert (barnsley.breaches_sent, barnsley.breaches_received) == (Decimal("4.5"), Decimal("2.5"))
    assert barnsley.median_handover == 26
    assert (rotherham.referring, rotherham.breach_of[6]) == ("RFR", 3)


def test_the_pairs_add_up_to_what_the_trusts_answer_for(desk: Desk) -> None:
    position = {row["provider"]: row for row in desk.position(standards=("62",), by=("provider",), by_year=True)}
    with desk.figures() as opened:
        pairs = transfer_pairs(opened, **YEAR)
        by_cancer = transfer_pairs(opened, **YEAR, by_cancer_type=True)
    for code in ("RFF", "RFR"):
        sent = sum(one.breaches_sent for one in pairs if one.referring == code)
        assert float(sent) == position[code]["breaches"]
    assert sum(one.breaches_sent + one.breaches_received for one in pairs) == sum(one.breaches for one in pairs)
    assert sum(one.pathways for one in by_cancer) == sum(one.pathways for one in pairs)
    assert sum(one.breaches_sent for one in by_cancer) == sum(one.breaches_sent for one in pairs)


def test_the_alliance_reads_every_pair_and_downloads_it(as_analyst: Client) -> None:
    page = text(as_analyst, "/transfers")
    assert "18 treated pathways were shared between 2 pairs of trusts" in page
    assert "71.4%" in page
    assert "too few to say" in page, "three pathways of Rotherham are too few for a share"
    answer = as_analyst.get("/transfers?table=pairs&format=csv").content.decode("utf-8-sig")
    assert "RFR" in answer
    assert "breaches_both_late" in answer


def test_one_pair_is_told_apart_by_cancer_type_and_leads_to_its_people(as_analyst: Client) -> None:
    page = text(as_analyst, "/transfers/RFF/RHQ")
    assert "Handed over by day 38: 71.4% of the 14 with a usable date" in page
    assert "Of the breaches 4 were handed over late and treated in time" in page
    assert "Breast" in page
    assert "/waits/breaches?standard=62&amp;month=2025-03&amp;trust=RHQ" in page


def test_a_trust_sees_the_pairs_it_is_one_of_and_no_other(as_tracker: Client) -> None:
    page = text(as_tracker, "/transfers")
    assert "Barnsley" in page
    assert "Rotherham" not in page
    text(as_tracker, "/transfers/RFF/RHQ")
    text(as_tracker, "/transfers/RFR/RHQ", status=404)


def test_a_pair_without_pathways_is_not_there_and_a_wrong_month_is_refused(as_analyst: Client) -> None:
    text(as_analyst, "/transfers/RHQ/RFF", status=404)
    text(as_analyst, "/transfers?month=March", status=400)
    assert "No treated 62-day pathway was shared" in text(as_analyst, "/transfers?month=2023-01")


def test_the_pathways_that_cross_alliances_are_those_the_plan_names_and_no_route_is_invented(as_analyst) -> None:
    assert [one.key for one in shared_pathways()] == ["ocular", "testicular", "skull_base", "sarcoma"]
    assert {one.refers_to for one in shared_pathways()} == {"not stated"}
    page = text(as_analyst, "/transfers")
    assert 'id="pathways"' in page
    assert "Sarcoma: who refers to whom is not stated." in page
