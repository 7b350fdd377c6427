"""Inequality: groups of places by deprivation, and groups of people with small numbers hidden."""

from dataclasses import replace

import pytest
from tests.measures.comparison.conftest import Make

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import gradient_of, group_panel, protected
from clearway.measures.comparison.sentences import of_gradient

STAGE = load_catalogue()["EDX-STAGE"]


def places(share: Make, by_group: dict[int, float], each: int = 6):  # type: ignore[no-untyped-def]
    """Six places in each fifth, of a thousand people each."""
    values, groups = [], {}
    for group, value in by_group.items():
        for number in range(each):
            code = f"E{group}{number}"
            values.append(share(code, value * 1000, 1000))
            groups[code] = group
    return values, groups, dict.fromkeys(groups, 100_000.0)


def test_a_share_that_is_lower_in_deprived_places_is_told_with_its_size(share: Make) -> None:
    values, groups, people = places(share, {1: 0.48, 2: 0.50, 3: 0.52, 4: 0.54, 5: 0.56})
    gradient = gradient_of(values, groups, people)
    assert gradient is not None
    assert gradient.slope[0] == pytest.approx(0.10)
    assert gradient.is_clear
    said = of_gradient(gradient, STAGE)
    assert said.startswith("It is lower in more deprived places: along the line from the least to the most deprived")
    assert "falls by 10.0 percentage points" in said


def test_no_gradient_is_not_told_as_one(share: Make) -> None:
    values, groups, people = places(share, {1: 0.52, 2: 0.51, 3: 0.52, 4: 0.53, 5: 0.52})
    gradient = gradient_of(values, groups, people)
    assert gradient is not None
    assert not gradient.is_clear
    assert of_gradient(gradient, STAGE).startswith("No difference between the most and the least deprived places can")


def test_places_without_value_or_group_are_left_out_and_named(share: Make) -> None:
    values, groups, people = places(share, {1: 0.48, 2: 0.50, 3: 0.52, 4: 0.54, 5: 0.56})
    strange = share("E99", 500, 1000, area_name="Isles of Scilly", value=None, lower=None, upper=None)
    gradient = gradient_of([*values, strange], groups, people)
    assert gradient is not None
    assert gradient.left_out == ("Isles of Scilly",)


def test_too_few_places_make_no_gradient(share: Make) -> None:
    values, groups, people = places(share, {1: 0.48, 2: 0.50, 3: 0.52, 4: 0.54, 5: 0.56}, each=2)
    assert gradient_of(values, groups, people) is None


def grouped(share: Make, within: float, total: float, words: str, basis: str = "computed"):  # type: ignore[no-untyped-def]
    """A group of one trust."""
    return share("RHQ", within, total, group={"ethnicity": words}, basis=basis)


def test_a_small_group_is_hidden_and_so_is_what_would_give_it_away(share: Make) -> None:
    panel = group_panel(
        [grouped(share, 60, 100, "White"), grouped(share, 2, 20, "Asian"), grouped(share, 30, 60, "Black")]
    )
    hidden = {one.group["ethnicity"] for one in panel.values if one.value is None}
    assert panel.is_protected
    assert "Asian" in hidden
    assert len(hidden) >= 2
    assert all(one.numerator is None and one.lower is None for one in panel.values if one.value is None)
    again = group_panel(panel.values)
    assert again.is_protected, "what was hidden before stays hidden, and it is said that it is"


def test_what_a_publisher_printed_stands(share: Make) -> None:
    panel = group_panel([grouped(share, 2, 20, "Asian", "published"), grouped(share, 60, 100, "White", "published")])
    assert not panel.is_protected
    assert [one.numerator for one in panel.values] == [2, 60]


def test_groups_that_differ_and_groups_that_do_not(share: Make) -> None:
    alike = group_panel([grouped(share, 500, 1000, "White"), grouped(share, 250, 500, "Asian")])
    apart = group_panel([grouped(share, 500, 1000, "White"), grouped(share, 150, 500, "Asian")])
    assert (alike.differ, apart.differ) == (False, True)


def test_one_group_alone_is_compared_with_nobody(share: Make) -> None:
    assert group_panel([grouped(share, 500, 1000, "White")]).chance is None


def hidden_in(values) -> list[bool]:  # type: ignore[no-untyped-def]
    """Which of some values show nothing."""
    return [one.value is None and one.numerator is None and one.denominator is None for one in values]


def test_every_area_and_period_is_protected_by_itself_and_published_values_stand(share: Make) -> None:
    values = [
        *(share("RHQ", part, 40, month, group={"sex": words}, basis="computed")
          for month, part in (("2025-02", 20), ("2025-03", 2)) for words in ("Female", "Male")),
        share("RFF", 2, 40, group={"sex": "Male"}, basis="published"),
        share("RFF", 2, 40, basis="computed"),
    ]  # fmt: skip
    assert hidden_in(protected(values)) == [False, False, True, True, False, False]
    assert {one.note for one in protected(values)[2:4]} == {"hidden: so few people that somebody could be recognised"}


def test_as_many_groups_go_as_it_takes_and_no_more(share: Make) -> None:
    values = [grouped(share, *counts) for counts in ((60, 100, "A"), (2, 20, "B"), (1, 8, "C"), (8, 12, "D"))]
    assert hidden_in(protected(values)) == [False, True, True, True]  # B and C alone hide three people: still few
    assert hidden_in(protected(values[1:3])) == [True, True]


def test_a_few_halves_and_a_few_outside_the_share_are_hidden_too(share: Make) -> None:
    values = [grouped(share, *counts) for counts in ((60, 100, "A"), (30.5, 31, "B"), (20, 40, "C"), (0, 50, "D"))]
    assert hidden_in(protected(values)) == [False, True, True, False]


def test_values_that_are_no_shares_are_protected_by_their_people(share: Make) -> None:
    medians = [
        grouped(share, people, people, words) for people, words in ((3, "A"), (50, "B"), (400, "C"))
    ]  # fmt: skip
    medians = [replace(one, numerator=None, value=41.5) for one in medians]
    assert hidden_in(protected(medians)) == [True, True, False]
