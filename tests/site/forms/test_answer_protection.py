"""What is shown of counts of answers: nothing small, whatever a reader adds and subtracts."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.site.forms.answer_protection import BELOW, NOTHING, ROOT, Node, Shown, protected

TRUSTS = [Node("trust", code) for code in ("A", "B", "C", "D")]
PRACTICES = [Node("practice", "P1", "N1"), Node("practice", "P2", "N1"), Node("practice", "P3", "N2"),
             Node("practice", "P4", "N2"), Node("practice", "P5", "")]  # fmt: skip
ANSWERS = ("yes", "no", "perhaps")


def counted(told, *, is_several: bool = False) -> tuple[dict[Node, int], dict[Node, Counter[str]]]:
    """Counts of forms, each with a trust, a practice (or none) and its answers."""
    forms: Counter[Node] = Counter()
    answers: dict[Node, Counter[str]] = defaultdict(Counter)
    for trust, practice, codes in told:
        nodes = [ROOT]
        if trust is not None:
            nodes.append(TRUSTS[trust])
        if practice is not None:
            nodes.append(PRACTICES[practice])
            nodes += [Node("network", PRACTICES[practice].above)] if PRACTICES[practice].above else []
        for node in nodes:
            forms[node] += 1
            answers[node].update(codes if is_several else codes[:1])
    return dict(forms), dict(answers)


def shown_of(told, *, is_several: bool = False, parents: list[Shown] | None = None) -> Shown:
    forms, answers = counted(told, is_several=is_several)
    return protected(forms, answers, is_several=is_several, parents=parents or [])


many_forms = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 3)),
        st.one_of(st.none(), st.integers(0, 4)),
        st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=3, unique=True),
    ),
    max_size=120,
)


def is_small(count: int) -> bool:
    return 0 < count < BELOW


@settings(max_examples=300, deadline=None)
@given(many_forms, st.booleans())
def test_no_small_count_is_shown_and_none_is_left_when_what_is_shown_is_taken_away(told, is_several):
    forms, answers = counted(told, is_several=is_several)
    shown = protected(forms, answers, is_several=is_several, parents=[])
    for node, held in shown.answers.items():
        known = [count for count in held.values() if count is not None]
        assert not any(is_small(count) for count in (*known, shown.forms[node]))
        if is_several:
            assert not any(is_small(shown.forms[node] - count) for count in known)
        else:
            assert not is_small(shown.forms[node] - sum(known)), "what is hidden together"
    sums = [
        (ROOT, [one for one in shown.forms if one.level == "trust"]),
        (ROOT, [one for one in shown.forms if one.level == "network" or (one.level == "practice" and not one.above)]),
    ]
    sums += [(one, [below for below in shown.forms if below.level == "practice" and below.above == one.code])
             for one in shown.forms if one.level == "network"]  # fmt: skip
    for whole, parts in sums:
        if whole not in shown.forms:
            assert not parts, "nothing is shown below what is closed"
            continue
        assert not is_small(shown.forms[whole] - sum(shown.forms[one] for one in parts))
        for code, count in shown.answers[whole].items():
            if count is None:
                continue
            left = count - sum(shown.answers[one][code] for one in parts)
            assert not is_small(left), (whole, code)
            if is_several:
                assert not is_small(shown.forms[whole] - sum(shown.forms[one] for one in parts) - left)
        if not is_several:
            rest = [
                shown.forms[one] - sum(count for count in shown.answers[one].values() if count is not None)
                for one in (whole, *parts)
            ]
            assert not is_small(rest[0] - sum(rest[1:]))


@settings(max_examples=200, deadline=None)
@given(many_forms)
def test_a_question_that_hangs_on_another_tells_nothing_that_the_other_hides(told):
    first = shown_of(told)
    asked = [(trust, practice, ["x"] if codes[0] == "yes" else ["-unasked"]) for trust, practice, codes in told]
    second = shown_of(asked, parents=[first])
    if not first.is_whole:
        assert not second.answers
    assert first.closed <= second.closed
    for node, held in second.answers.items():
        assert held.get("x", 0) == first.answers[node].get("yes", 0)


def test_what_is_large_enough_is_shown_as_it_is():
    told = [(number % 4, None, ["yes" if number % 8 < 4 else "no"]) for number in range(80)]
    shown = shown_of(told)
    assert not shown.closed
    assert shown.answers[ROOT] == {"no": 40, "yes": 40}
    assert shown.answers[TRUSTS[0]] == {"no": 10, "yes": 10}
    assert shown.is_whole


def test_a_rare_answer_takes_another_with_it_and_the_rest_stays():
    told = [(0, None, ["yes"])] * 30 + [(0, None, ["no"])] * 7 + [(0, None, ["perhaps"])] * 2
    assert shown_of(told).answers[ROOT] == {"yes": 30, "no": None, "perhaps": None}


def test_an_organisation_with_a_small_count_closes_another_so_that_it_cannot_be_found_by_subtraction():
    told = [(0, None, ["yes"])] * 20 + [(0, None, ["no"])] * 20
    told += [(1, None, ["yes"])] * 9 + [(1, None, ["no"])] * 8
    told += [(2, None, ["yes"])] * 6 + [(2, None, ["no"])] * 2
    shown = shown_of(told)
    assert shown.closed == {TRUSTS[1], TRUSTS[2]}
    assert shown.answers[TRUSTS[0]] == {"yes": 20, "no": 20}


@pytest.mark.parametrize("few", range(1, BELOW))
def test_fewer_than_five_forms_are_not_counted_at_all(few):
    assert not shown_of([(0, 0, ["yes"])] * few).answers


def test_a_question_whose_condition_cannot_be_judged_shows_nothing():
    assert not shown_of([(0, 0, ["yes"])] * 50, parents=[NOTHING]).answers
