"""What nobody publishes is said in words, with the values that the generator really uses."""

import re
from pathlib import Path

import pytest

from clearway.demo.assumptions import ASSUMPTIONS, SUBJECTS, assumed, assumptions_page
from clearway.demo.axes import CANCER_TYPES, MODALITY_GROUPS, REFERRAL_TYPES, ROUTE_KEYS, SUSPECTED
from clearway.demo.faults import FAULTS

PAGE = Path(__file__).parents[2] / "docs" / "demo-assumptions.md"


def test_the_page_is_written_from_the_files():
    words = "run python scripts/write_demo_assumptions.py"
    assert PAGE.read_text(encoding="utf-8") == assumptions_page(), words


def test_each_assumption_has_an_id_of_its_own_and_whole_words():
    ids = [one.id for one in ASSUMPTIONS]
    assert len(ids) == len(set(ids)) >= 25
    assert len({one.subject for one in ASSUMPTIONS}) == len(SUBJECTS)
    for one in ASSUMPTIONS:
        assert one.text.endswith("."), one.id
        assert not re.search(r"[{}]", one.text), one.id


def test_the_words_hold_the_values_in_use():
    said = {one.id: one.text for one in ASSUMPTIONS}
    assert f"{assumed('delays')['recorded']:.0%} of breaches" in said["DELAY-1"]
    assert f"{assumed('waits')['tail']['62']} beyond day 104" in said["WAIT-1"]


@pytest.mark.parametrize("name", CANCER_TYPES)
def test_each_cancer_type_has_its_mixes(name):
    held = assumed("diagnosis")["types"][name]
    assert set(held) == {"icd10", "suspected", "screening", "first", "later", "age", "female"}
    for mix in ("icd10", "suspected", "screening", "first", "later"):
        assert sum(held[mix].values()) == pytest.approx(1, abs=0.011), mix
    assert tuple(held["first"]) == tuple(held["later"]) == MODALITY_GROUPS
    assert set(held["suspected"]) | set(held["screening"]) <= set(REFERRAL_TYPES)


def test_no_route_or_fault_is_without_its_values():
    assert set(assumed("volumes")["sources"]) == set(ROUTE_KEYS)
    assert {fault.flag for fault in FAULTS} | {"late"} == set(assumed("faults"))


def test_what_was_suspected_is_in_the_order_of_the_national_codes(rules):
    from datetime import date

    codes = rules.codes("referral_type", date(2025, 4, 1))
    assert [codes[code].group for code in REFERRAL_TYPES[:-1]] == list(SUSPECTED[:-1])
