"""Entries that are ours until an alliance sets its own: which one applies on a day, and how a file is refused."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.standards.dated import Trust
from clearway.standards.errors import StandardsError
from clearway.standards.own_policies import OwnOrOurs, PolicyFile, in_force

NEW_YEAR = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Cups(OwnOrOurs):
    a_day: int


CUPS = PolicyFile(
    "nowhere", "cups.yaml", "cups", ("a_day",), lambda entry, **said: [Cups(entry.count("a_day"), **said)]
)


def cups(a_day: int, *, after: int = 0, own: bool = False) -> Cups:
    begins = NEW_YEAR + timedelta(days=after)
    return Cups(a_day, applies_from=begins, trust=Trust.MEMORY, agreed_by="The board" if own else "")


def test_the_newest_that_has_begun_applies_from_its_first_day():
    entries = (cups(2), cups(3, after=10))
    days = {day: in_force(entries, NEW_YEAR + timedelta(days=day)) for day in (-1, 0, 9, 10)}
    assert {day: found and found.a_day for day, found in days.items()} == {-1: None, 0: 2, 9: 2, 10: 3}


def test_a_stores_own_comes_before_ours_however_new_ours_is():
    entries = (cups(2), cups(3, after=20), cups(4, after=5, own=True))
    assert in_force(entries, NEW_YEAR + timedelta(days=4)).a_day == 2
    assert in_force(entries, NEW_YEAR + timedelta(days=30)).a_day == 4


def test_whose_word_it_is_says_how_sure_we_are_or_who_agreed():
    assert cups(2).whose == Trust.MEMORY.words
    assert cups(2, own=True).whose == "agreed by The board"


made = st.builds(cups, st.integers(0, 9), after=st.integers(-5, 5), own=st.booleans())


@given(st.lists(made), st.integers(-6, 6))
def test_what_applies_has_begun_and_no_better_one_has(entries, after):
    on = NEW_YEAR + timedelta(days=after)
    found = in_force(entries, on)
    begun = [one for one in entries if one.applies_from <= on]
    assert (found is None) == (not begun)
    for one in begun:
        assert (bool(found.agreed_by), found.applies_from) >= (bool(one.agreed_by), one.applies_from)


def test_a_file_says_whose_word_it_is_and_nothing_else(tmp_path: Path):
    path = tmp_path / "cups.yaml"
    path.write_text("cups:\n  - {applies_from: 2026-01-01, agreed_by: The board, a_day: 5}\n")
    assert CUPS.read(path, is_own=True) == (
        Cups(5, applies_from=NEW_YEAR, trust=Trust.VERIFIED, agreed_by="The board"),
    )
    with pytest.raises(StandardsError, match=r"cups\.yaml.*agreed_by"):
        CUPS.read(path, is_own=False)


@pytest.mark.parametrize("a_day", ["-1", "true", "2.5", "two"])
def test_what_is_no_count_is_refused_with_file_and_key(tmp_path: Path, a_day: str):
    path = tmp_path / "cups.yaml"
    path.write_text(f"cups:\n  - {{applies_from: 2026-01-01, agreed_by: The board, a_day: {a_day}}}\n")
    with pytest.raises(StandardsError, match=r"cups\[0\]\.a_day.*Write a whole number 0 or more"):
        CUPS.read(path, is_own=True)
