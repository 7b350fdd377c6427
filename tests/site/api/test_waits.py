"""The position as the API answers it is the one that the pages and the command line answer."""

import pytest
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

from clearway.measures.position import position
from clearway.measures.question import Question, where
from clearway.standards import load_rule_book
from clearway.store.analytical import Reader

pytestmark = pytest.mark.usefixtures("on_stocked_store")

QUESTIONS = {
    "standard=62&month=2025-03&by=provider": Question(
        basis="published", standards=("62",), first_month="2025-03", last_month="2025-03", by=("provider",)
    ),
    "standard=28,62&month=2024-12&by=alliance&side=residents": Question(
        basis="published",
        standards=("28", "62"),
        first_month="2024-12",
        last_month="2024-12",
        by=("alliance",),
        side="residents",
    ),
    "standard=62_gp&month=2017-03&provider=RHQ&by=england": Question(
        basis="published",
        standards=("62_gp",),
        first_month="2017-03",
        last_month="2017-03",
        by=("england",),
        where=where(provider="RHQ"),
    ),
    "basis=computed&year=2025-26&by=provider,cancer_type": Question(
        basis="computed", first_month="2025-04", last_month="2026-03", by=("provider", "cancer_type"), by_year=True
    ),
}


@pytest.mark.parametrize("query", QUESTIONS)
def test_its_rows_are_those_of_the_command_line(of_analyst, stocked, query):  # noqa: F811
    with Reader(stocked.store.analytical).open() as figures:
        expected = position(figures, QUESTIONS[query], load_rule_book(), with_other_releases=True).as_json()
    said = of_analyst.reads(f"/api/v1/waits?{query}&per_page=500")
    assert said["rows"] == expected["rows"] != []
    assert {name: said[name] for name in ("snapshot", "basis", "missing_months", "notes")} == {
        name: expected[name] for name in ("snapshot", "basis", "missing_months", "notes")
    }


def test_halves_are_exact_and_rates_stand_beside_their_counts(of_analyst):
    rows = of_analyst.reads("/api/v1/waits?standard=62&month=2025-03&by=provider&per_page=500")["rows"]
    assert any(row["total"] % 1 == 0.5 for row in rows)
    for row in rows:
        assert row["rate"] == (pytest.approx(row["within"] / row["total"], abs=1e-12) if row["total"] else None)
        assert row["within"] + row["breaches"] == row["total"]


def test_every_figure_leads_to_its_file_and_its_definition(of_analyst):
    said = of_analyst.reads("/api/v1/waits?standard=62&month=2025-03&by=provider&provider=RHQ")
    (row,) = said["rows"]
    sources = {one["file_name"]: one for one in said["provenance"]["sources"]}
    for name in row["source_files"]:
        file = of_analyst.reads(sources[name]["href"])
        assert (file["file_name"], file["counts_now"], file["synthetic"]) == (name, True, False)
    definition = of_analyst.reads(said["provenance"]["definitions"][row["standard_key"]])
    assert definition["thresholds"][-1]["value"] == row["threshold"]
    assert said["synthetic"] is False


def test_figures_of_made_up_people_say_so(of_analyst):
    assert of_analyst.reads("/api/v1/waits?basis=computed&standard=62")["synthetic"] is True


def test_without_a_month_the_newest_held_is_answered(of_analyst):
    assert {row["month"] for row in of_analyst.reads("/api/v1/waits?standard=62")["rows"]} == {"2025-03"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("month=2025-03&year=2024-25", "do not go together"),
        ("from=2025-03&to=2025-01", "comes after"),
        ("by=cancer_type,modality&standard=62", "at once"),
        ("as_known_on=2099-01-01", "has not come yet"),
        ("year=2024-26", "not a financial year"),
    ],
)
def test_what_no_figures_can_answer_is_told_in_words(of_analyst, query, words):
    assert words in of_analyst.reads(f"/api/v1/waits?{query}", 400)["detail"]
