"""Reading published figures into cells: halves stay halves, totals are left out, one source a month counts."""

from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from clearway.demo.axes import BANDS, CANCER_TYPES, SUSPECTED, TREATED_ROUTES
from clearway.demo.marginals import banded, fit_marginals, source_month
from clearway.demo.months import month_number
from clearway.demo.printed import read_printed
from clearway.records.published import PUBLISHED_SCHEMA

LUNG = CANCER_TYPES.index("Lung")
URGENT = TREATED_ROUTES.index("Urgent Suspected Cancer")


def row(**given) -> dict:
    people = given.pop("people", None)
    within, breaches = given.pop("within", 6), given.pop("breaches", 2)
    standard = given.get("standard", "62")
    return {
        "publication": "p",
        "release": "final",
        "basis": "provider",
        "month": "2024-04",
        "standard": standard,
        "org_code": "RHQ",
        "org_name": "x",
        "stage_route": "Urgent Suspected Cancer",
        "modality": "ALL MODALITIES",
        "cancer_type": "Lung",
        "total": Decimal(within) + Decimal(breaches),
        "within": Decimal(within),
        "breaches": Decimal(breaches),
        "band_edges": BANDS[standard].edges if people else None,
        "band_people": [Decimal(one) for one in people] if people else None,
        "sheet": "s",
        "source_file": "f",
        "source_sha256": "0",
        **given,
    }


def others() -> list[dict]:
    """Rows of the other standards, without which no demo could be made."""
    told = {"standard": "28", "stage_route": "URGENT SUSPECTED CANCER", "cancer_type": SUSPECTED[2], "modality": None}
    seen = {"standard": "usc_first_seen", "stage_route": "ALL ROUTES", "cancer_type": SUSPECTED[2], "modality": None}
    return [
        row(**told),
        row(standard="31", stage_route="First Treatment"),
        {**row(), **seen, "band_edges": BANDS["first_seen"].edges, "band_people": [Decimal(1)] * 5},
        {**row(), **seen, "standard": "ubs_first_seen"},
    ]


def printed(*rows: dict):
    return read_printed(pa.Table.from_pylist([*rows, *others()], schema=PUBLISHED_SCHEMA))


def test_halves_are_counted_as_halves():
    people = ["0.5", "0", "1", "4.5", "2", "0", "0", "0"]
    found = printed(row(within="6", breaches="2", people=people)).treated
    assert found.sides[0, 0, URGENT, LUNG].tolist() == [12, 4]
    assert found.bands[0, 0, URGENT, LUNG].tolist() == [1, 0, 2, 9, 4, 0, 0, 0]


def test_total_rows_and_other_cuts_are_never_added_to_the_parts():
    found = printed(
        row(),
        row(cancer_type="ALL CANCERS"),
        row(stage_route="ALL ROUTES"),
        row(modality="Surgery"),
        row(org_code="ENGLAND"),
        row(basis="commissioner", org_code="QF7"),
    )
    assert found.treated.sides.sum() == 16
    assert found.organisations == ("RHQ",)


def test_of_two_sources_of_a_month_the_one_with_bands_is_read():
    people = ["6", "0", "0", "0", "2", "0", "0", "0"]
    found = printed(
        row(source_file="extract", within=60, breaches=20),
        row(source_file="workbook", people=people),
        row(source_file="earlier", month="2024-05", release="provisional", within=60, breaches=20),
        row(source_file="later", month="2024-05"),
    ).treated
    assert found.sides.sum(axis=(1, 2, 3, 4)).tolist() == [16, 16]
    assert found.has_bands.tolist() == [True, False]


def test_a_month_without_bands_is_spread_like_the_others_and_keeps_its_two_sides():
    people = ["30", "0", "0", "10", "0", "20", "0", "0"]
    found = printed(
        row(within=40, breaches=20, people=people), row(month="2024-05", within=400, breaches=200, source_file="g")
    ).treated
    filled = banded(np.random.default_rng(1), found, BANDS["62"], people=1)[1, 0, URGENT, LUNG]
    assert filled[:4].sum() == 800
    assert filled[4:].sum() == 400
    assert abs(filled[0] / 800 - 0.75) < 0.06
    assert filled[5] > 350


def test_a_borrowed_month_is_the_same_calendar_month_nearest_in_time():
    held = np.array([month_number("2023-10") + step for step in range(18)])
    asked = {
        "2024-05": "2024-05",
        "2023-05": "2024-05",
        "2025-04": "2024-04",
        "2022-10": "2023-10",
        "2026-02": "2025-02",
    }
    for month, expected in asked.items():
        assert source_month(held, month_number(month)) == month_number(expected)


def test_a_borrowed_month_is_redrawn_and_a_published_one_is_kept():
    people = ["300", "0", "0", "100", "0", "200", "0", "0"]
    figures = printed(row(within=400, breaches=200, people=people))
    months = np.array([month_number("2024-04"), month_number("2025-04")])
    made = fit_marginals(np.random.default_rng(1), figures, months, ["RHQ"], lambda code, on: code).treated
    assert made[0, 0, URGENT, LUNG].tolist() == [600, 0, 0, 200, 0, 400, 0, 0]
    assert made[1, 0, URGENT, LUNG].tolist() != made[0, 0, URGENT, LUNG].tolist()
    assert abs(made[1].sum() / 1200 - 1) < 0.1


def test_people_of_a_merged_trust_count_to_its_successor_from_that_day():
    figures = printed(row(org_code="RAP"), row(org_code="RAL"), row(month="2024-05", org_code="RAL", source_file="g"))
    months = np.array([month_number("2024-04"), month_number("2024-05")])

    def parent(code: str, on: date) -> str:
        return "RAL" if code == "RAP" and on >= date(2024, 5, 1) else code

    made = fit_marginals(np.random.default_rng(1), figures, months, ["RAL", "RAP"], parent)
    assert made.treated.sum(axis=(2, 3, 4)).tolist() == [[16, 16], [16, 0]]


@pytest.mark.slow
def test_the_packed_figures_hold_bands_for_thirteen_of_eighteen_months(figures):
    found = read_printed(figures)
    for table in (found.told, found.decided, found.treated):
        assert table.is_printed.sum() == 18
        assert table.has_bands.sum() == 13
    has_bands = found.treated.has_bands
    assert (found.treated.bands[has_bands].sum(axis=-1) == found.treated.sides[has_bands].sum(axis=-1)).all()
