"""Publishing: events and cells from live submissions, whole or by what changed, and as known on a day."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.intake.builders import MonthlyWorkbook, records
from tests.pipeline.loading import Desk, day

from clearway.measures.position import position
from clearway.measures.question import Question
from clearway.pipeline.build import BuildSettings
from clearway.pipeline.publish import as_known_on
from clearway.records.findings import Refused
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

SHARED = {
    "crtp_start": "2025-01-06",
    "org_treatment": "RHQ",
    "accountable_investigating_org": "RFF",
    "org_first_seen": "RFF",
    "org_fds_end": "RFF",
    "transfer_date": "2025-02-03",
    "treatment_start_date": "2025-03-03",
    "commissioner": "02P",
}
"""Handed over in time, treated within 62 days: half to each trust."""

APRIL = {"first_month": "2025-04", "last_month": "2025-04"}


def test_a_shared_pathway_counts_half_to_each_trust_and_once_in_every_median(desk: Desk) -> None:
    desk.load(desk.csv(records(SHARED, SHARED)))
    desk.publish()
    by_trust = desk.position(standards=("62",), by=("provider",))
    assert [(row["provider"], row["total"], row["within"], row["pathways"]) for row in by_trust] == [
        ("RFF", 1, 1, 2),
        ("RHQ", 1, 1, 2),
    ]
    (whole,) = desk.position(standards=("62",))
    assert (whole["total"], whole["pathways"], whole["median_days"]) == (2, 2, 56.0)
    (alliance,) = desk.position(standards=("62",), by=("alliance",), side="trusts")
    assert (alliance["alliance"], alliance["total"], alliance["pathways"]) == ("E56000025", 2, 2)


def test_a_pathway_handed_over_late_counts_whole_to_the_trust_that_treated_it_in_time(desk: Desk) -> None:
    late = {**SHARED, "crtp_start": "2025-01-02", "transfer_date": "2025-02-13", "treatment_start_date": "2025-03-04"}
    desk.load(desk.csv(records(late)))
    desk.publish()
    assert [
        (row["provider"], row["total"], row["pathways"]) for row in desk.position(standards=("62",), by=("provider",))
    ] == [("RHQ", 1, 1)]


def test_an_alliance_is_counted_by_its_trusts_and_by_its_residents_apart(desk: Desk) -> None:
    elsewhere = {**SHARED, "commissioner": "QMJ"}
    desk.load(desk.csv(records(SHARED, elsewhere)))
    desk.publish()
    found = {
        (row["basis_of_place"], row["alliance"]): row["total"]
        for row in desk.position(standards=("62",), by=("alliance",))
    }
    assert found == {("trusts", "E56000025"): 2, ("residents", "E56000025"): 1, ("residents", "E56000027"): 1}


def test_a_trust_s_shares_add_up_to_what_its_alliance_and_everybody_count(desk: Desk) -> None:
    desk.load(desk.csv(records(SHARED, {**SHARED, "treatment_start_date": "2025-03-31"}, {})))
    desk.publish()
    query = """
        SELECT period, sum(total), sum(breaches) FROM cells
        WHERE standard = '62' AND place_kind = '{}' AND NOT with_cancer AND NOT with_route AND NOT is_year
        GROUP BY ALL ORDER BY ALL
    """
    whole, parts = desk.rows(query.format("england")), desk.rows(query.format("provider"))
    assert whole == parts
    assert sum(row[1] for row in whole) == Decimal(3)


def test_the_same_submissions_are_published_once(desk: Desk) -> None:
    desk.load(desk.csv(records({})))
    first, again = desk.publish(), desk.publish()
    assert (first.is_new, again.is_new) == (True, False)
    assert first.version == again.version


@pytest.mark.slow
def test_a_revision_refreshes_and_gives_what_a_build_from_nothing_gives(desk: Desk) -> None:
    march = records(SHARED, {}, {"crtp_start": "2025-02-03"})
    desk.load(desk.csv(march), organisation="RZA", month="2025-03")
    desk.load(MonthlyWorkbook().save(desk.folder / "MARCH-2025-FINAL.xlsx"))
    desk.publish()
    desk.load(desk.csv(march[:2]), organisation="RZA", month="2025-03")
    refreshed = desk.publish()
    held = desk.contents()
    anew = desk.publish(anew=True)
    assert (refreshed.is_refresh, anew.is_refresh) == (True, False)
    assert refreshed.snapshot == anew.snapshot
    for name, rows in desk.contents().items():
        assert held[name] == rows, name


@pytest.mark.slow
def test_memory_is_a_setting_that_changes_no_figure(desk: Desk) -> None:
    desk.load(desk.csv(records(*({"crtp_start": f"2025-0{1 + n % 3}-0{1 + n % 9}"} for n in range(40)))))
    desk.publish()
    whole = desk.contents()
    desk.publish(anew=True, settings=BuildSettings(memory_limit="300MB", threads=1, chunk_records=15, chunk_events=40))
    assert desk.contents() == whole


def test_a_record_sent_again_later_counts_once_as_it_was_known_last(desk: Desk) -> None:
    still_waiting = {
        "treatment_start_date": "",
        "ctp_start_date": "",
        "event_type": "",
        "modality": "",
        "report_date": "2025-04-01",
    }
    desk.load(desk.csv(records(still_waiting)))
    desk.load(desk.csv(records({"report_date": "2025-05-01"})))
    desk.publish()
    assert desk.rows("SELECT standard, month, count(*) FROM events GROUP BY ALL ORDER BY ALL") == [
        ("28", "2025-03", 1),
        ("31", "2025-04", 1),
        ("62", "2025-04", 1),
    ]
    assert desk.rows("SELECT outcome, sum(records) FROM outcomes WHERE clock = '62' GROUP BY ALL ORDER BY ALL") == [
        ("counted", 1),
        ("replaced", 1),
    ]


def test_the_order_in_which_months_arrive_changes_nothing(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    earlier = records({"treatment_start_date": "", "event_type": "", "report_date": "2025-04-01"})
    later = records({"report_date": "2025-05-01"})
    for rows in (later, earlier):
        desk.load(desk.csv(rows))
    desk.publish()
    assert desk.rows("SELECT standard FROM events ORDER BY ALL") == [("28",), ("31",), ("62",)]


def test_a_later_treatment_of_the_same_pathway_is_a_step_of_its_own(desk: Desk) -> None:
    later = {
        "pathway_id": "P1",
        "event_type": "02",
        "modality": "05",
        "ctp_start_date": "2025-05-01",
        "treatment_start_date": "2025-05-20",
        "fds_end_date": "",
    }
    desk.load(desk.csv(records({})))
    desk.load(desk.csv(records({}, later)[1:]))
    desk.publish()
    assert desk.rows("SELECT stage, month FROM events WHERE standard = '31' ORDER BY month") == [
        ("First Treatment", "2025-04"),
        ("Subsequent Treatment", "2025-05"),
    ]


def test_a_submission_that_goes_lets_the_one_it_hid_count_again(desk: Desk) -> None:
    desk.load(desk.csv(records({"report_date": "2025-05-01"})), organisation="RZA")
    (hiding,) = desk.load(desk.csv(records({"icd10": "C509", "report_date": "2025-06-01"})))
    desk.publish()
    assert desk.rows("SELECT cancer_type FROM events WHERE standard = '62'") == [("Breast",)]
    desk.manifest.rows = [row for row in desk.manifest.rows if row.id != hiding.submission.id]
    assert desk.publish().is_refresh
    assert desk.rows("SELECT cancer_type FROM events WHERE standard = '62'") == [("Lung",)]


@pytest.mark.slow
def test_last_year_s_month_under_last_year_s_knowledge_gives_last_year_s_figure(desk: Desk) -> None:
    desk.manifest.now = datetime(2025, 5, 8, 9, tzinfo=UTC)
    desk.load(desk.csv(records({}, {}, {"treatment_start_date": "2025-05-30"})), organisation="RZA", month="2025-03")
    desk.publish()
    then = desk.position(standards=("62",), **APRIL)
    desk.manifest.now = datetime(2026, 5, 8, 9, tzinfo=UTC)
    desk.load(desk.csv(records({}, {"icd10": "D100"})), organisation="RZA", month="2025-03")
    desk.publish()
    assert desk.position(standards=("62",), **APRIL) != then
    with as_known_on(
        day("2025-12-31"),
        store=desk.store,
        received=desk.manifest.submissions(),
        rules=load_rule_book(),
        organisations=load_organisations(),
    ) as figures:
        found = position(figures, Question(basis="computed", standards=("62",), **APRIL), load_rule_book())
    assert [row.as_json() for row in found.rows] == then
    assert not list(desk.store.analytical.glob("aside-*"))


def test_before_anything_was_received_nothing_was_known(desk: Desk) -> None:
    desk.load(desk.csv(records({})))
    with (
        pytest.raises(Refused, match="Nothing had been received by 2020-01-01"),
        as_known_on(
            day("2020-01-01"),
            store=desk.store,
            received=desk.manifest.submissions(),
            rules=load_rule_book(),
            organisations=load_organisations(),
        ),
    ):
        pass


def test_an_organisation_that_is_not_known_is_shown_as_unknown_and_still_counted(desk: Desk) -> None:
    desk.load(desk.csv(records({"org_treatment": "XZ9", "org_first_seen": "XZ9", "org_fds_end": "XZ9"})))
    desk.publish()
    (row,) = desk.position(standards=("62",), by=("provider",))
    assert (row["provider"], row["total"]) == ("XZ9", 1)
    regions = desk.position(standards=("62",), by=("region",))
    assert {(row["region"], row["basis_of_place"]) for row in regions} == {
        ("UNKNOWN", "trusts"),
        ("UNKNOWN", "residents"),
    }


def test_a_trust_that_is_placed_elsewhere_moves_with_all_its_figures(desk: Desk) -> None:
    desk.load(desk.csv(records(SHARED)))
    desk.publish()
    own = desk.folder / "placements.yaml"
    own.write_text(
        "list_from: 2021-04-01\ntrust: design\nplacements:\n  - {provider: RFF, alliance: E56000027, basis: local}\n"
    )
    moved = desk.publish(organisations=load_organisations(own))
    assert (moved.is_new, moved.is_refresh) == (True, False)
    found = desk.position(standards=("62",), by=("alliance",), side="trusts")
    assert {row["alliance"]: row["total"] for row in found} == {"E56000025": 0.5, "E56000027": 0.5}


def test_a_new_month_refreshes_the_months_before_it_without_touching_them(desk: Desk) -> None:
    desk.load(desk.csv(records(SHARED)))
    desk.publish()
    later = {**SHARED, "pathway_id": "P9", "crtp_start": "2025-04-07", "transfer_date": "2025-05-05"}
    later |= {"treatment_start_date": "2025-06-02", "fds_end_date": "2025-05-01", "date_first_seen": "2025-04-20"}
    desk.load(desk.csv(records({**later, "ctp_start_date": "2025-05-10"})))
    assert desk.publish().is_refresh
    assert [row["month"] for row in desk.position(standards=("62",))] == ["2025-03", "2025-06"]


def test_the_same_pathway_identifier_without_its_issuer_is_another_pathway_at_another_trust(desk: Desk) -> None:
    nameless = {"pathway_issuer": "", "nhs_number": ""}
    at_barnsley = {**nameless, "org_treatment": "RFF", "org_first_seen": "RFF", "org_fds_end": "RFF"}
    desk.load(desk.csv(records(nameless)), organisation="RZA")
    desk.load(desk.csv(records(at_barnsley)), organisation="RFF")
    desk.publish()
    assert desk.rows("SELECT count(*) FROM events WHERE standard = '62'") == [(2,)]
