"""Figures stand as at their date; asked for under today's organisations, merged ones are counted as one."""

import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.measures.answer import Position
from clearway.measures.position import position
from clearway.measures.question import Question, where
from clearway.measures.todays_organisations import TodaysOrganisations
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.stats import quantile
from clearway.store.folder import StoreKind, create_store

BEFORE, AFTER = (
    TodaysOrganisations(load_organisations(), date(2024, 12, 31)),
    TodaysOrganisations(load_organisations(), date(2025, 6, 1)),
)
PAGE_SECONDS = 0.1


def ask(figures: duckdb.DuckDBPyConnection, today: TodaysOrganisations = AFTER, **question: Any) -> Position:
    asked = Question(**{"basis": "published", "organisations": "now", "standards": ("62",), **question})
    return position(figures, asked, load_rule_book(), todays=today)


def rows_by_provider(found: Position) -> dict[tuple[str, str], Any]:
    return {(row.period, row.cut["provider"]): row for row in found.rows}


def test_the_royal_free_of_today_sums_north_middlesex_until_december_2024(figures) -> None:
    then = rows_by_provider(ask(figures, by=("provider",), where=where(provider=("RAL", "RAP")), organisations="then"))
    now = rows_by_provider(ask(figures, by=("provider",), where=where(provider="RAL")))
    for month in ("2024-11", "2024-12"):
        assert now[month, "RAL"].total == then[month, "RAL"].total + then[month, "RAP"].total
        assert now[month, "RAL"].within == then[month, "RAL"].within + then[month, "RAP"].within
        assert now[month, "RAL"].formerly == ("RAP",)
        assert now[month, "RAL"].names["provider"] == (
            "Royal Free London NHS Foundation Trust, "
            "with North Middlesex University Hospital NHS Trust until December 2024"
        )
    assert now["2025-03", "RAL"].total == then["2025-03", "RAL"].total
    assert now["2025-03", "RAL"].formerly == ()
    assert ("2024-12", "RAP") not in now


def test_before_the_merger_today_is_as_it_was(figures) -> None:
    question: dict[str, Any] = {"by": ("provider",), "first_month": "2024-12", "last_month": "2024-12"}
    then = rows_by_provider(ask(figures, organisations="then", **question))
    now = rows_by_provider(ask(figures, BEFORE, **question))
    assert {key: row.total for key, row in now.items()} == {key: row.total for key, row in then.items()}


@pytest.mark.parametrize("by", ["provider", "region", "alliance"])
def test_england_is_the_same_sum_under_either_organisation(figures, by: str) -> None:
    question: dict[str, Any] = {"first_month": "2024-12", "last_month": "2024-12", "side": "trusts"}
    ((england,), then, now) = (
        ask(figures, by=("england",), **question).rows,
        ask(figures, by=(by,), organisations="then", **question).rows,
        ask(figures, by=(by,), **question).rows,
    )
    assert sum(row.total for row in now) == sum(row.total for row in then) == england.total
    assert sum(row.within for row in now) == england.within


def test_why_no_median_is_had_of_merged_published_figures_is_said(figures) -> None:
    question: dict[str, Any] = {"by": ("provider",), "where": where(provider="RAL")}
    notes = ask(figures, **question).notes
    assert any("No median" in note for note in notes)
    assert any("1 June 2025" in note for note in notes)
    assert not any("No median" in note for note in ask(figures, first_month="2025-03", **question).notes)


def test_a_question_about_today_without_today_is_a_mistake_of_the_caller(figures) -> None:
    with pytest.raises(ValueError, match="today"):
        position(figures, Question(basis="published", organisations="now"), load_rule_book())


def test_a_single_trust_of_today_is_answered_as_fast_as_a_page_needs(figures) -> None:
    question: dict[str, Any] = {"by": ("provider",), "where": where(provider="RAL")}
    ask(figures, **question)
    started = time.perf_counter()
    ask(figures, **question)
    assert time.perf_counter() - started < PAGE_SECONDS


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Sixty pathways of November 2024 to February 2025: some of the Royal Free, some of North Middlesex, some shared
    between the two, some of Barnet's neighbour University College London Hospitals."""
    rows = []
    for number in range(60):
        treating = ("RAL", "RAP", "RRV")[number % 3]
        is_shared = number % 5 == 0 and treating != "RRV"
        month = ("2024-11", "2024-12", "2025-01", "2025-02")[number % 4]
        rows.append(
            {
                "crtp_start": f"2024-{9 + number % 3:02}-{1 + number % 27:02}",
                "ctp_start_date": "2024-10-30" if number % 3 else "2024-11-01",
                "transfer_date": "2024-10-25" if is_shared else "",
                "accountable_investigating_org": ("RAP" if treating == "RAL" else "RAL") if is_shared else "",
                "org_first_seen": ("RAP" if treating == "RAL" else "RAL") if is_shared else treating,
                "treatment_start_date": f"{month}-{2 + number % 25:02}",
                "org_treatment": treating,
                "icd10": "C341" if number % 2 else "C509",
            }
        )
    place = tmp_path_factory.mktemp("merged")
    desk = Desk(create_store(place / "store", kind=StoreKind.DEMO, alliance="E56000027"), ManifestInMemory(), place)
    desk.load(desk.csv(records(*rows)))
    desk.publish()
    with desk.figures() as figures:
        yield figures


def computed(figures: duckdb.DuckDBPyConnection, **question: Any) -> Position:
    return ask(figures, basis="computed", **question)


def test_a_merged_median_is_that_of_all_pathways_never_a_mean_of_medians(merged) -> None:
    (row,) = computed(
        merged, by=("provider",), where=where(provider="RAL"), first_month="2024-12", last_month="2024-12"
    ).rows
    days = [
        float(found)
        for (found,) in merged.execute(
            "SELECT days FROM events WHERE standard = '62' AND month = '2024-12' AND (treat_trust IN ('RAL', 'RAP') "
            "OR inv_trust IN ('RAL', 'RAP')) AND (treat_total > 0 OR inv_total > 0)"
        ).fetchall()
    ]
    assert row.pathways == len(days)
    assert row.median_days == pytest.approx(float(quantile(days, 0.5)))
    assert row.p90_days == pytest.approx(float(quantile(days, 0.9)))
    assert row.formerly == ("RAP",)


def test_a_pathway_that_two_trusts_shared_is_one_whole_pathway_of_the_trust_they_became(merged) -> None:
    question: dict[str, Any] = {"by": ("provider",), "first_month": "2024-11", "last_month": "2024-12"}
    then = computed(merged, organisations="then", **question).rows
    now = computed(merged, **question).rows
    for month in ("2024-11", "2024-12"):
        both = [row for row in then if row.period == month and row.cut["provider"] in ("RAL", "RAP")]
        (one,) = [row for row in now if row.period == month and row.cut["provider"] == "RAL"]
        assert one.total == sum(row.total for row in both)
        assert one.within == sum(row.within for row in both)
        assert one.pathways == one.total
    shared = merged.sql("SELECT count(*) FROM events WHERE standard = '62' AND inv_trust <> treat_trust").fetchall()
    assert shared[0][0] > 0
    assert sum(row.pathways or 0 for row in now) < sum(row.pathways or 0 for row in then)


def test_trusts_that_nobody_joined_keep_their_figures(merged) -> None:
    question: dict[str, Any] = {"by": ("provider", "cancer_type")}
    then = [row for row in computed(merged, organisations="then", **question).rows if row.cut["provider"] == "RRV"]
    now = [row for row in computed(merged, **question).rows if row.cut["provider"] == "RRV"]
    assert now == then


@pytest.mark.parametrize("by", [("england",), ("alliance",), ("region",), ("provider", "cancer_type"), ("icb",)])
@pytest.mark.parametrize("by_year", [False, True])
def test_every_cut_adds_up_to_the_same_under_either_organisation(merged, by: tuple[str, ...], by_year: bool) -> None:
    question: dict[str, Any] = {"by": by, "by_year": by_year}
    if by[0] in ("alliance", "region"):
        question["side"] = "trusts"
    then, now = (computed(merged, organisations=which, **question).rows for which in ("then", "now"))
    assert sum(row.total for row in then) == sum(row.total for row in now) > Decimal(0)
    assert sum(row.within for row in then) == sum(row.within for row in now)
    keys = [(row.period, *row.cut.values()) for row in now]
    assert len(keys) == len(set(keys))
