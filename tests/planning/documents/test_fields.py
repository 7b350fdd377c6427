"""Targets, recommendation numbers and owners as sentences print them."""

import pytest

from clearway.planning.documents.owners import owners_after, owners_at_start, owners_before, owners_in_cell
from clearway.planning.documents.recommendations import prints_bare_numbers, recommendations_in
from clearway.planning.documents.targets import targets_in


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("raise uptake to 75%", (75, "percent")),
        ("raise uptake from 61% to 75 per cent", (75, "percent")),
        ("62.5% of staged cancers found early", (62.5, "percent")),
        ("report every scan within ten days", (10, "days")),
        ("recruit 12 nurses", (12, "nurses")),
        ("cut the list to no more than 1,200 people", (1200, "people")),
    ],
)
def test_what_is_to_be_reached_is_read_with_its_unit(words: str, target: tuple[float, str]) -> None:
    assert [(one.value, one.unit) for one in targets_in(words)] == [target]


def test_a_share_counts_before_the_days_that_say_what_is_counted() -> None:
    assert [(one.value, one.unit) for one in targets_in("treat 85% within 62 days")] == [(85, "percent")]


@pytest.mark.parametrize("words", ["Meet the 62 day standard", "Performance was 71%", "Hold 2 meetings a year"])
def test_a_number_that_is_no_target_is_left_out(words: str) -> None:
    assert targets_in(words) == ()


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("NICE guidelines in use (16, 17)", (16, 17)),
        ("less variation (2-4)", (2, 3, 4)),
        ("new models (77 and 88)", (77, 88)),
        ("as recommendation 12 asks", (12,)),
        ("recs. 3, 4 and 9", (3, 4, 9)),
        ("Appendix (2016)", ()),
        ("in 14 practices (see above)", ()),
    ],
)
def test_recommendation_numbers_are_read_as_printed(words: str, numbers: tuple[int, ...]) -> None:
    assert recommendations_in(words, bare=True) == numbers


def test_bare_numbers_count_only_in_a_document_that_prints_them_often() -> None:
    assert not prints_bare_numbers("Agree it (2).")
    assert prints_bare_numbers("Agree it (2). Do it (3). Prove it (4).")
    assert prints_bare_numbers("Agree it (2). This serves recommendation 7.")


@pytest.mark.parametrize(
    ("subject", "owners"),
    [
        ("The Medical Director", ("Medical Director",)),
        ("The Lung Pathway Board and Barnley Hospital", ("Lung Pathway Board", "Barnley Hospital")),
        ("By May 2026, the radiology network", ("radiology network",)),
        ("We", ()),
        ("The Alliance", ()),
        ("Survival in the north", ()),
        ("It was agreed that the Lead Nurse", ("Lead Nurse",)),
    ],
)
def test_the_subject_of_a_promise_is_its_owner_unless_it_is_we(subject: str, owners: tuple[str, ...]) -> None:
    assert owners_before(subject) == owners


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("Review the pathway, led by the Gynaecology Network", ("Gynaecology Network",)),
        ("Review the pathway (Lead Nurse, May 2026)", ("Lead Nurse",)),
        ("Review the pathway: Pathology Manager, by May 2026", ("Pathology Manager",)),
        ("Review the pathway (lung and bowel)", ()),
    ],
)
def test_an_owner_may_stand_at_the_end_of_a_sentence(words: str, owners: tuple[str, ...]) -> None:
    assert owners_after(words) == owners


def test_an_owner_may_begin_a_sentence_without_a_will() -> None:
    assert owners_at_start("MDTs review each death") == ("MDTs",)
    assert owners_at_start("Review of MDT working") == ()


def test_whatever_stands_in_the_owners_cell_is_an_owner() -> None:
    assert owners_in_cell("Barnley; Eastmere") == ("Barnley", "Eastmere")
