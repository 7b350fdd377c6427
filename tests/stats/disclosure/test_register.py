"""A new cut that differs from published ones by a few people is refused, however it is cut."""

from clearway.stats.disclosure import LOCAL_BELOW_5, NHS_SECONDARY_CARE, Cut, too_close


def cut(name: str, covers: str, people: float, counted: str = "treated in March") -> Cut:
    return Cut(name, counted, frozenset(covers), people)


def test_a_place_that_is_its_trust_and_a_few_more_is_refused() -> None:
    found = too_close(cut("the place", "abc", 48), [cut("the trust", "ab", 45)], NHS_SECONDARY_CARE)
    assert [(way.whole, way.parts, way.people) for way in found] == [("the place", ("the trust",), 3)]
    assert "3" not in found[0].words
    assert "the place less the trust" in found[0].words


def test_it_is_refused_the_other_way_about() -> None:
    assert too_close(cut("the trust", "ab", 45), [cut("the place", "abc", 48)], NHS_SECONDARY_CARE)


def test_a_difference_of_nobody_or_of_many_is_no_matter() -> None:
    published = [cut("the trust", "ab", 45)]
    assert not too_close(cut("the place", "abc", 45), published, NHS_SECONDARY_CARE)
    assert not too_close(cut("the place", "abc", 53), published, NHS_SECONDARY_CARE)
    assert too_close(cut("the place", "abc", 52), published, NHS_SECONDARY_CARE)
    assert not too_close(cut("the place", "abc", 50), published, LOCAL_BELOW_5)


def test_counts_of_different_people_may_be_near_each_other() -> None:
    assert not too_close(cut("one", "ab", 45), [cut("other", "cd", 47)], NHS_SECONDARY_CARE)
    assert not too_close(cut("one", "ab", 45), [cut("half over", "bc", 47)], NHS_SECONDARY_CARE)
    assert not too_close(cut("one", "abc", 48), [cut("other", "ab", 45, counted="seen")], NHS_SECONDARY_CARE)


def test_the_same_cut_revised_by_a_few_people_is_refused() -> None:
    assert too_close(cut("April release", "ab", 47), [cut("March release", "ab", 45)], NHS_SECONDARY_CARE)
    assert too_close(cut("April release", "ab", 45), [cut("March release", "ab", 47)], NHS_SECONDARY_CARE)
    assert not too_close(cut("April release", "ab", 45), [cut("March release", "ab", 45)], NHS_SECONDARY_CARE)


def test_several_published_parts_together_are_found() -> None:
    published = [cut("north", "a", 30), cut("south", "b", 41), cut("both again", "ab", 71)]
    found = too_close(cut("alliance", "abc", 75), published, NHS_SECONDARY_CARE)
    assert found
    assert found[0].people == 4


def test_a_new_part_that_completes_a_published_whole_but_for_a_few_is_found() -> None:
    published = [cut("alliance", "abcd", 100), cut("north", "a", 30), cut("south", "b", 41)]
    found = too_close(cut("east", "c", 25), published, NHS_SECONDARY_CARE)
    assert [(way.whole, set(way.parts), way.people) for way in found] == [("alliance", {"north", "south", "east"}, 4)]


def test_parts_that_overlap_are_not_taken_away_twice() -> None:
    published = [cut("west", "ab", 50), cut("middle", "bc", 45)]
    assert not too_close(cut("all", "abcd", 99), published, NHS_SECONDARY_CARE)


def test_an_empty_register_refuses_nothing() -> None:
    assert too_close(cut("first", "a", 3), [], NHS_SECONDARY_CARE) == ()


def test_a_published_whole_less_the_new_part_alone_is_found_from_one_person_to_the_last_small_number() -> None:
    published = [cut("the place", "abc", 53)]
    found = too_close(cut("the trust", "ab", 52), published, NHS_SECONDARY_CARE)
    assert [(way.whole, way.parts, way.people) for way in found] == [("the place", ("the trust",), 1)]
    assert too_close(cut("the trust", "ab", 46), published, NHS_SECONDARY_CARE)
    assert not too_close(cut("the trust", "ab", 45), published, NHS_SECONDARY_CARE)
    assert not too_close(cut("the trust", "ab", 53), published, NHS_SECONDARY_CARE)


def test_a_revision_is_found_from_both_sides() -> None:
    found = too_close(cut("April release", "ab", 47), [cut("March release", "ab", 45)], NHS_SECONDARY_CARE)
    assert [(way.whole, way.parts, way.people) for way in found] == [
        ("April release", ("March release",), 2),
        ("March release", ("April release",), -2),
    ]


def test_only_what_lies_inside_the_whole_and_beside_the_new_part_is_taken_away() -> None:
    """Taken from the alliance with the new part, elsewhere or what overlaps would leave three; neither can be."""
    alliance, east = cut("alliance", "abcd", 100), cut("east", "c", 25)
    assert not too_close(east, [alliance, cut("elsewhere", "e", 72)], NHS_SECONDARY_CARE)
    assert not too_close(east, [alliance, cut("east and south", "bc", 72)], NHS_SECONDARY_CARE)
    assert too_close(east, [alliance, cut("the rest", "abd", 72)], NHS_SECONDARY_CARE)


def test_parts_that_have_become_a_few_more_than_their_whole_are_found() -> None:
    published = [cut("north", "a", 30), cut("south", "b", 41)]
    found = too_close(cut("alliance", "abc", 68), published, NHS_SECONDARY_CARE)
    assert [(way.whole, way.parts, way.people) for way in found] == [("alliance", ("north", "south"), -3)]
    assert not too_close(cut("alliance", "abc", 63), published, NHS_SECONDARY_CARE)
    assert not too_close(cut("alliance", "abc", 79), published, NHS_SECONDARY_CARE)
