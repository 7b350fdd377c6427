"""The breaches of a month: which, in which order, whose, and for whose eyes."""

from decimal import Decimal

import pytest
from tests.pathways.filled import BARNSLEY, DONCASTER, ROTHERHAM, SHEFFIELD, TODAY

from clearway.pathways.breaches import ORDERS, BreachQuestion, choices, list_breaches, months_with_events
from clearway.pathways.scope import Scope, scope_of_trust, whole_store
from clearway.pathways.told import Storyteller
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

MAY = BreachQuestion(standard="62", month="2025-05")


def scope(figures, trust: str) -> Scope:
    return scope_of_trust(figures, load_organisations(), trust, TODAY)


def test_a_breach_says_how_long_how_far_over_who_answers_and_what_was_taken_off(figures):
    found = list_breaches(figures, MAY, whole_store(TODAY))
    longest = found.breaches[0]
    assert (longest.days, longest.limit, longest.over, longest.excused) == (70, 62, 8, 7)
    assert [(part.code, part.role, part.share) for part in longest.parts] == [
        (BARNSLEY, "investigating", Decimal("1.0")),
        (SHEFFIELD, "treating", Decimal("0.0")),
    ]
    assert longest.cancer_type == "Urological - Prostate"
    assert longest.route == "Urgent Suspected Cancer"


def test_how_many_were_counted_and_within_stands_beside_the_breaches(figures):
    found = list_breaches(figures, MAY, whole_store(TODAY))
    assert (found.found, found.counted, found.within) == (3, 4, 1)
    mine = list_breaches(figures, MAY, scope(figures, BARNSLEY))
    assert (mine.found, mine.counted, mine.within) == (2, 3, 1)


@pytest.mark.parametrize(
    ("trust", "days"), [(BARNSLEY, [70, 67]), (SHEFFIELD, [70]), (DONCASTER, [67]), (ROTHERHAM, [])]
)
def test_a_trust_sees_the_breaches_of_every_pathway_that_it_is_on_and_no_other(figures, trust, days):
    found = list_breaches(figures, MAY, scope(figures, trust))
    assert [breach.days for breach in found.breaches] == days


def test_filters_keep_what_they_name(figures):
    def days(**kept: str) -> list[int]:
        question = BreachQuestion(standard="62", month="2025-05", **kept)
        return [breach.days for breach in list_breaches(figures, question, whole_store(TODAY)).breaches]

    assert days(trust=SHEFFIELD) == [70]
    assert days(cancer_type="Urological - Prostate") == [70]
    assert days(route="Consultant Upgrade") == []
    assert days(trust=BARNSLEY, cancer_type="Lower Gastrointestinal") == [67]


def test_what_can_be_chosen_is_what_occurs_among_the_breaches_one_may_see(figures):
    assert choices(figures, "62", "2025-05", scope(figures, DONCASTER)) == {
        "trust": [DONCASTER],
        "cancer_type": ["Lower Gastrointestinal"],
        "route": ["Urgent Suspected Cancer"],
    }
    assert choices(figures, "62", "1999-01", whole_store(TODAY))["trust"] == []


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_gives_every_breach_once(figures, order):
    question = BreachQuestion(standard="62", month="2025-05", order=order)
    links = [breach.held.link for breach in list_breaches(figures, question, whole_store(TODAY)).breaches]
    assert len(set(links)) == 3


def test_pages_cut_the_list_without_losing_or_doubling_anybody(figures):
    pages = [
        list_breaches(figures, BreachQuestion(standard="62", month="2025-05", first=first, most=1), whole_store(TODAY))
        for first in range(4)
    ]
    assert [page.found for page in pages] == [3, 3, 3, 3]
    assert len({breach.held.link for page in pages for breach in page.breaches}) == 3
    assert pages[3].breaches == ()


def test_the_story_told_from_a_stored_record_says_what_the_list_says(figures):
    teller = Storyteller(load_rule_book(), load_organisations())
    for standard, month in (("62", "2025-05"), ("31", "2025-05"), ("28", "2025-04")):
        question = BreachQuestion(standard=standard, month=month)
        for breach in list_breaches(figures, question, whole_store(TODAY)).breaches:
            story = teller.tell(breach.held.record).explanation.clock(breach.clock)
            assert (story.days, story.limit, story.is_breach) == (breach.days, breach.limit, True)


def test_only_months_in_which_somebody_was_counted_can_be_asked_for(figures):
    assert months_with_events(figures, "62") == ["2025-05"]
    assert months_with_events(figures, "2ww") == []
