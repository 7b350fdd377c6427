"""The table of parents on a few made-up organisations: each row, to the day."""

from datetime import date

import pytest

from clearway.standards import Trust
from clearway.standards.organisations import UNKNOWN
from clearway.standards.organisations.entries import Provider, ProviderKind, Site, Succession
from clearway.standards.organisations.lineage import Lineage
from clearway.standards.organisations.parentage import FIRST_DAY, LAST_DAY, Parentage, ParentRow


def provider(code: str, opened: date | None = None, closed: date | None = None) -> Provider:
    return Provider(code, f"Trust {code}", next(iter(ProviderKind)), opened, closed)


def merger(old: str, new: str, on: date) -> Succession:
    return Succession(old, new, on, Trust.VERIFIED, "")


MERGED, AGAIN = date(2010, 4, 1), date(2020, 10, 1)
PARENTAGE = Parentage(
    {
        "RAA": provider("RAA", date(1995, 4, 1), date(2010, 3, 31)),
        "RBB": provider("RBB", date(1994, 4, 1)),
        "RCC": provider("RCC"),
        "R1D": provider("R1D", date(2001, 1, 1), date(2005, 12, 31)),
        "ROO": provider("ROO", date(1899, 12, 31), date(1899, 12, 31)),
        "NTT": provider("NTT"),
    },
    {"NT201": Site("NT201", "A hospital", "NTT", Trust.VERIFIED), "XB201": Site("XB201", "B", "RAA", Trust.VERIFIED)},
    Lineage([merger("RAA", "RBB", MERGED), merger("RBB", "RCC", AGAIN)], "made up"),
)


def rows(code: str) -> list[tuple[str, date, date]]:
    found = PARENTAGE.table([code])
    assert all(isinstance(one, ParentRow) and one.code == code for one in found)
    return [(one.parent, one.applies_from, one.applies_to) for one in found]


def test_a_trust_that_nothing_happened_to_is_its_own_parent_for_ever():
    assert rows("RCC") == [("RCC", FIRST_DAY, LAST_DAY)]


@pytest.mark.parametrize("code", ["RAA", "RAA01", "XB201", " raa "])
def test_mergers_give_a_row_for_each_time_between_them(code):
    assert rows(code) == [
        ("RAA", FIRST_DAY, date(2010, 3, 31)),
        ("RBB", MERGED, date(2020, 9, 30)),
        ("RCC", AGAIN, LAST_DAY),
    ]


def test_a_newer_code_is_a_site_of_a_trust_while_that_is_open():
    assert rows("R1D2E") == [
        ("R1D2E", FIRST_DAY, date(2000, 12, 31)),
        ("R1D", date(2001, 1, 1), date(2005, 12, 31)),
        ("R1D2E", date(2006, 1, 1), LAST_DAY),
    ]


def test_days_before_the_first_day_of_all_are_not_told():
    assert rows("ROO") == [("ROO", FIRST_DAY, LAST_DAY)]


def test_a_site_of_the_table_belongs_to_its_owner():
    assert rows("NT201") == [("NTT", FIRST_DAY, LAST_DAY)]


def test_nobody_is_the_parent_of_an_empty_code():
    assert rows("") == [(UNKNOWN, FIRST_DAY, LAST_DAY)]


def test_codes_are_told_in_order_and_each_once():
    assert [one.code for one in PARENTAGE.table(["RCC", "NTT", "RCC"])] == ["NTT", "RCC"]


def test_forerunners_and_splits_count_from_the_very_day():
    split = [merger("RXX", "RYY", AGAIN), merger("RXX", "RZZ", AGAIN), merger("RAA", "RBB", MERGED)]
    lineage = Lineage(split, "made up")
    assert [one.old for one in lineage.forerunners("RBB", MERGED)] == ["RAA"]
    assert not lineage.forerunners("RBB", date(2010, 3, 31))
    assert [one.new for one in lineage.splits("RXX", AGAIN)] == ["RYY", "RZZ"]
    assert [one.old for one in lineage.splits("RZZ", AGAIN)] == ["RXX"]
    assert not lineage.splits("RXX", date(2020, 9, 30))
    assert not lineage.splits("RAA", AGAIN)
    assert lineage.old_codes == ("RAA",)
