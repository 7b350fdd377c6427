"""Fault 71: provisional figures in a publication are said to be so; beside final ones, or of two months, refused."""

from dataclasses import replace

import pytest
from tests.publications.packs.some_pack import FINAL, some_pack

from clearway.publications.packs import Page
from clearway.publications.packs.said import marks
from clearway.records.findings import Refused

PROVISIONAL = replace(FINAL, is_provisional=True)


def test_fault_71_figures_of_another_month_are_refused_with_their_page() -> None:
    with pytest.raises(Refused, match="“Old news” has figures of 2025-02") as refusal:
        some_pack(pages=(Page("New", figures=FINAL), Page("Old news", figures=replace(FINAL, month="2025-02"))))
    assert refusal.value.code == "PACK-WRONG-MONTH"


def test_fault_71_provisional_figures_beside_final_ones_are_refused() -> None:
    with pytest.raises(Refused, match="Load the final figures") as refusal:
        some_pack(pages=(Page("Final", figures=FINAL), Page("Early", figures=PROVISIONAL)))
    assert refusal.value.code == "PACK-MIXED"


def test_fault_71_a_wholly_provisional_publication_says_so_on_each_page() -> None:
    assert "Provisional" in marks(some_pack(pages=(Page("Early", figures=PROVISIONAL),)))
