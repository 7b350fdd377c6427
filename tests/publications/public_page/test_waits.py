"""Waits in plain words: shares of 100, held against England no further than chance allows."""

from decimal import Decimal

import pytest

from clearway.measures.wait_bands import BandCount
from clearway.publications.public_page import Share, wait_said
from clearway.publications.public_page.waits import compared, out_of_100, typical


def share(within: float, total: float, lower: float = 0.0, upper: float = 1.0, **more: object) -> Share:
    rate = within / total if total else None
    return Share(within=Decimal(str(within)), total=Decimal(str(total)), rate=rate, lower=lower, upper=upper, **more)


def bands(*people: int) -> list[BandCount]:
    edges = [(0, 14), (15, 28), (29, 42), (43, None)]
    return [BandCount(first, last, Decimal(many)) for (first, last), many in zip(edges, people, strict=True)]


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0.784, "78 out of 100"),
        (0.785, "79 out of 100"),
        (0.998, "more than 99 out of 100"),
        (1.0, "100 out of 100"),
        (0.002, "fewer than 1 out of 100"),
        (0.0, "0 out of 100"),
    ],
)
def test_a_share_is_so_many_out_of_100_and_never_all_or_none_where_some_differ(rate, said):
    assert out_of_100(rate) == said


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [(0.60, 0.70, "fewer"), (0.72, 0.80, "more"), (0.65, 0.75, "not clearly different")],
)
def test_a_place_is_called_different_from_england_only_where_its_range_leaves_england_out(lower, upper, said):
    assert compared(share(68, 100, lower, upper), 0.714) == said


def test_a_wait_is_told_in_short_sentences_with_england_the_standard_and_most_people():
    here = share(881, 1131, 0.75, 0.80, threshold=Decimal("0.75"), is_met=True)
    said = wait_said("28", here, share(790, 1000), bands(404, 477, 139, 111))
    assert said.here == "Here, 78 out of 100 people were told within 28 days: 881 of 1,131."
    assert said.england == "This is not clearly different from England as a whole, where it is 79 out of 100."
    assert said.standard == "The NHS standard is at least 75 out of 100. It was met."
    assert said.typical == "At least half were told within 28 days. At least 9 in 10 were told within 42 days."
    assert [one.words for one in said.bands] == ["Up to 14 days", "15 to 28 days", "29 to 42 days", "More than 42 days"]


def test_of_few_people_no_share_is_told():
    said = wait_said("62", share(3, 7.5), share(790, 1000), bands(1, 1, 1, 1))
    assert said.here == "Only 7.5 people started treatment. That is too few to say more."
    assert not any((said.england, said.standard, said.typical, said.bands, said.bars))
    assert wait_said("62", share(0, 0), None).here == "Nobody is counted in this month."


def test_how_long_most_people_waited_is_never_told_closer_than_the_bands_tell():
    assert typical(bands(5, 5, 5, 85), "62") == "More than half waited more than 42 days."
    assert typical(bands(60, 10, 10, 20), "62").endswith("More than 1 in 10 waited over 42 days.")
    assert typical(bands(95, 3, 1, 1), "31") == "At least 9 in 10 had started treatment within 14 days."
    assert typical([], "28") == typical(bands(1, 1, 1, 1), "28") == ""
