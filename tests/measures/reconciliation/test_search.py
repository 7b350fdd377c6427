"""The smallest set of causes: exact, never past a difference, and honest about ties."""

from hypothesis import given
from hypothesis import strategies as st

from clearway.measures.reconciliation.candidates import Candidate, RecordRef, Support, options_of
from clearway.measures.reconciliation.cells import Cell, Pair, Vector, minus, plus, total_of, vector_fits
from clearway.measures.reconciliation.kinds import Kind
from clearway.measures.reconciliation.search import Explained, explain

FAMILIES = {"62": 1}


def cell(label: str, trust: str = "RFF") -> Cell:
    return Cell("62", "2025-04", trust, "Urgent Suspected Cancer", label)


def candidate(name: str, effect: Vector, kind: Kind = Kind.SHARE, support: Support = Support.RECORD) -> Candidate:
    place = sum(ord(sign) * 31**at for at, sign in enumerate(name))
    return Candidate(kind, (RecordRef("s", place, name),), name, dict(effect), support=support)


def explained(differences: Vector, *candidates: Candidate) -> list[tuple[list[str], Explained]]:
    """For each component the names of the candidates chosen, and the answer."""
    options = options_of(candidates, differences)
    found = explain(differences, options, frozenset(differences), FAMILIES)
    return [([options[number].ordered()[0].words for number in one.chosen], one) for one in found]


def test_one_change_that_closes_everything_is_chosen_before_two_that_do_so_together() -> None:
    here, there = cell("Lung"), cell("Lung", "RHQ")
    move = {here: Pair(-2, 0), there: Pair(2, 0)}
    halves = (candidate("out", {here: Pair(-2, 0)}), candidate("in", {there: Pair(2, 0)}))
    ((chosen, answer),) = explained(move, candidate("moved", move), *halves)
    assert chosen == ["moved"]
    assert (answer.sets, dict(answer.remaining)) == ((answer.chosen,), {})


def test_a_change_that_makes_another_number_worse_is_never_chosen() -> None:
    effect = {cell("Lung"): Pair(-2, 0), cell("Skin"): Pair(2, 0)}
    ((chosen, answer),) = explained({cell("Lung"): Pair(-2, 0)}, candidate("x", effect))
    assert chosen == []
    assert dict(answer.remaining) == {cell("Lung"): Pair(-2, 0)}


def test_a_change_past_the_difference_is_never_chosen() -> None:
    ((chosen, _),) = explained({cell("Lung"): Pair(-1, 0)}, candidate("whole", {cell("Lung"): Pair(-2, 0)}))
    assert chosen == []


def test_two_equally_cheap_answers_are_told_as_a_tie() -> None:
    differences = {cell("Lung"): Pair(-2, 0), cell("Skin"): Pair(-2, 0), cell("Breast"): Pair(-2, 0)}
    one = candidate("a", {cell("Lung"): Pair(-2, 0), cell("Skin"): Pair(-2, 0)})
    other = candidate("b", {cell("Skin"): Pair(-2, 0), cell("Breast"): Pair(-2, 0)})
    singles = (candidate("c", {cell("Breast"): Pair(-2, 0)}), candidate("d", {cell("Lung"): Pair(-2, 0)}))
    ((chosen, answer),) = explained(differences, one, other, *singles)
    assert len(answer.sets) == 2
    assert not any(answer.is_certain(number) for number in answer.chosen)
    assert len(chosen) == 2


def test_what_nothing_speaks_for_is_never_chosen() -> None:
    effect = {cell("Lung"): Pair(-2, 0)}
    ((chosen, _),) = explained(effect, candidate("month", effect, Kind.MONTH, Support.NOTHING))
    assert chosen == []


def test_one_record_is_not_counted_twice() -> None:
    effect = {cell("Lung"): Pair(-2, 0)}
    ((chosen, answer),) = explained({cell("Lung"): Pair(-4, 0)}, candidate("only", effect))
    assert chosen == ["only"]
    assert dict(answer.remaining) == effect


def test_two_records_with_the_same_effect_are_meant_together() -> None:
    effect = {cell("Lung"): Pair(0, -2)}
    ((chosen, answer),) = explained({cell("Lung"): Pair(0, -4)}, candidate("a", effect), candidate("b", effect))
    assert len(chosen) == 2
    assert not answer.remaining


labels = st.sampled_from(["Lung", "Skin", "Breast", "Other (a)"])
trusts = st.sampled_from(["RFF", "RHQ"])
pairs = st.tuples(st.integers(-4, 4), st.integers(-4, 4)).map(lambda one: Pair(*one)).filter(any)
vectors = st.dictionaries(st.builds(cell, labels, trusts), pairs, min_size=1, max_size=4)


@given(vectors, st.lists(vectors, max_size=12))
def test_the_chosen_causes_and_what_is_left_over_add_up_to_the_difference(
    differences: Vector, effects: list[Vector]
) -> None:
    options = options_of([candidate(f"c{at}", effect) for at, effect in enumerate(effects)], differences)
    left: Vector = {}
    chosen: Vector = {}
    for one in explain(differences, options, frozenset(differences), FAMILIES):
        left = plus(left, one.remaining)
        chosen = plus(chosen, total_of(options[number].effect for number in one.chosen))
    assert plus(chosen, left) == minus(differences, {})
    assert vector_fits(left, differences)
    assert vector_fits(chosen, differences)
