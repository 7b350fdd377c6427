"""The published position against the official figures: anchors, releases, and nothing counted twice."""

import time
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from clearway.measures.answer import Position, PositionRow
from clearway.measures.position import position
from clearway.measures.question import Question, where
from clearway.standards import load_rule_book

MARCH = {"first_month": "2025-03", "last_month": "2025-03"}
PAGE_SECONDS = 0.1


def ask(figures: duckdb.DuckDBPyConnection, *, beside: bool = False, **question: Any) -> Position:
    return position(
        figures, Question(**{"basis": "published", **question}), load_rule_book(), with_other_releases=beside
    )


def one(figures: duckdb.DuckDBPyConnection, **question: Any) -> PositionRow:
    (row,) = ask(figures, **question).rows
    return row


def test_england_s_62_day_figure_for_march_2025_is_the_final_one_with_the_earlier_release_beside_it(figures) -> None:
    row = one(figures, beside=True, standards=("62",), **MARCH)
    assert (row.total, row.within, row.breaches) == (Decimal("27537.5"), Decimal("19669.5"), Decimal("7868.0"))
    assert row.rate is not None
    assert f"{row.rate:.1%}" == "71.4%"
    assert row.release == "final"
    assert row.source_files == ("MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx",)
    (earlier,) = row.other_releases
    assert (earlier.release, earlier.total) == ("provisional", Decimal("27162.5"))
    assert earlier.source_file == "CWT-CRS-Oct-2024-to-Mar-2025-Data-Extract-Provider.xlsx"


@pytest.mark.parametrize(
    ("standard", "month", "percent"),
    [("28", "2023-10", "70.9%"), ("31", "2023-10", "89.5%"), ("62", "2023-10", "63.2%"), ("62", "2024-02", "64.2%"),
     ("62", "2024-06", "67.9%"), ("62", "2024-09", "67.4%"), ("28", "2025-03", "79.0%"), ("31", "2025-03", "91.5%")],
)  # fmt: skip
def test_england_reads_as_published(figures, standard: str, month: str, percent: str) -> None:
    row = one(figures, standards=(standard,), first_month=month, last_month=month)
    assert row.rate is not None
    assert f"{row.rate:.1%}" == percent
    assert row.lower is not None
    assert row.upper is not None
    assert row.lower < row.rate < row.upper


@pytest.mark.parametrize("standard", ["28", "31", "62"])
@pytest.mark.parametrize("month", ["2024-06", "2024-11", "2025-03"])
def test_every_cut_of_a_month_adds_up_to_england_halves_and_all(figures, standard: str, month: str) -> None:
    question = {"standards": (standard,), "first_month": month, "last_month": month}
    england = one(figures, **question)
    stage = "stage" if standard == "31" else "route"
    cuts = [("provider",), ("cancer_type",), (stage,), ("provider", "cancer_type"), (stage, "cancer_type"), ("region",)]
    cuts += [("alliance",), ("alliance", stage)] + (
        [("modality",), ("provider", "modality")] if standard != "28" else []
    )
    for cut in cuts:
        rows = ask(figures, by=cut, side="trusts", **question).rows
        assert sum(row.total for row in rows) == england.total, cut
        assert sum(row.within for row in rows) == england.within, cut


def test_an_alliance_sums_its_trusts_and_counts_its_residents_side_by_side(figures) -> None:
    rows = ask(figures, standards=("62",), by=("alliance",), where=where(alliance="E56000025"), **MARCH).rows
    assert [(row.basis_of_place, row.total) for row in rows] == [
        ("trusts", Decimal("978.5")),
        ("residents", Decimal("695.0")),
    ]
    assert rows[0].names == {"alliance": "South Yorkshire and Bassetlaw"}
    assert "PROVIDER" in rows[0].source_files[0]
    assert "COMMISSIONER" in rows[1].source_files[0]


def test_all_21_alliances_are_there_in_every_month_on_both_sides(figures) -> None:
    rows = ask(figures, standards=("62",), by=("alliance",)).rows
    seen: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.cut["alliance"].startswith("E5"):
            seen.setdefault((row.period, row.basis_of_place), set()).add(row.cut["alliance"])
    assert len(seen) == 36
    assert all(len(alliances) == 21 for alliances in seen.values())


def test_a_month_without_a_workbook_is_added_up_from_the_extract_and_stays_provisional(figures) -> None:
    row = one(figures, standards=("62",), first_month="2024-11", last_month="2024-11")
    assert (row.total, row.release) == (Decimal("26689.0"), "provisional")
    residents = one(figures, standards=("62",), first_month="2024-11", last_month="2024-11", side="residents")
    assert (residents.basis_of_place, residents.release) == ("residents", "final")


def test_a_sum_over_a_year_is_as_settled_as_its_least_settled_month_and_lists_missing_months(figures) -> None:
    found = ask(figures, standards=("62",), by_year=True)
    assert [(row.period, row.release, len(row.months)) for row in found.rows] == [
        ("2023-24", "final", 6),
        ("2024-25", "provisional", 12),
    ]
    assert found.missing_months == ("2023-04", "2023-05", "2023-06", "2023-07", "2023-08", "2023-09")


def test_a_month_that_is_not_held_is_a_gap_and_not_a_zero(figures) -> None:
    found = ask(figures, standards=("62",), first_month="2025-02", last_month="2025-05")
    assert [row.period for row in found.rows] == ["2025-02", "2025-03"]
    assert found.missing_months == ("2025-04", "2025-05")


def test_every_release_can_be_asked_for_and_is_told_apart(figures) -> None:
    rows = ask(figures, standards=("62",), all_releases=True, **MARCH).rows
    assert {(row.release, row.total) for row in rows} == {
        ("final", Decimal("27537.5")),
        ("provisional", Decimal("27162.5")),
    }


def test_people_treated_after_day_104_and_referrals_seen_are_known_from_the_wait_bands(figures) -> None:
    assert one(figures, standards=("62",), **MARCH).after_104 == 2506
    from_extract = one(figures, standards=("62",), first_month="2024-11", last_month="2024-11")
    assert from_extract.after_104 is None
    trust = one(figures, standards=("usc_first_seen",), by=("provider",), where=where(provider="RHQ"), **MARCH)
    (printed,) = figures.execute(
        "SELECT sum(total) FROM published WHERE standard = 'usc_first_seen' AND month = '2025-03' AND org_code = 'RHQ'"
    ).fetchall()
    assert trust.total == printed[0]


def test_a_merged_trust_has_no_row_after_its_merger_and_its_successor_does(figures) -> None:
    months = {row.period for row in ask(figures, standards=("62",), by=("provider",), where=where(provider="RAP")).rows}
    assert max(months) == "2024-12"


def test_a_trust_is_told_how_many_people_short_of_the_target_it_is(figures) -> None:
    rows = ask(figures, standards=("62", "28"), by=("provider",), where=where(provider="RHQ"), **MARCH).rows
    told, treated = sorted(rows, key=lambda row: row.standard)
    assert treated.threshold == Decimal("0.85")
    assert treated.short_of_target is not None
    assert treated.within + treated.short_of_target >= Decimal("0.85") * treated.total
    assert treated.within + treated.short_of_target - Decimal("0.5") < Decimal("0.85") * treated.total
    assert (treated.is_met, told.threshold) == (False, Decimal("0.75"))


@pytest.mark.parametrize(
    "question",
    [
        {"standards": ("62",), "by": ("provider",)},
        {"by": ("alliance",), **MARCH},
        {"standards": ("62",), "by": ("cancer_type",), "where": where(provider="RHQ")},
        {"by": ("england",)},
    ],
)
def test_what_a_page_asks_takes_less_than_a_tenth_of_a_second_of_work(figures, question: dict[str, Any]) -> None:
    ask(figures, **question)
    spent = []
    for _ in range(7):
        began = time.process_time()
        ask(figures, **question)
        spent.append(time.process_time() - began)
    assert min(spent) < PAGE_SECONDS * 1.5
