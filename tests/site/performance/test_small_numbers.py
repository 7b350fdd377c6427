"""What of computed figures an alliance sees is its policy's: on every page, in every file and by the API alike."""

import json
from pathlib import Path

import pytest
from django.test import Client

from clearway.measures.comparison.groups import HIDDEN_NOTE
from clearway.publications.disclosure import Audience
from clearway.site.measures import figures as measures
from clearway.site.performance import figures
from clearway.site.performance.audience import audience_of, showing_to

STRICT = """
policies:
  - data_set: synthetic
    audiences: [alliance]
    told_apart: [place, pathway, people]
    applies_from: 2020-01-01
    hide_below: 15
    round_to: 1
    source: Minutes
    reason: The board is careful.
    agreed_by: The board
"""
QUERY = "?basis=computed&month=2025-03"
PLACES = (f"/waits/62{QUERY}", f"/waits/62/RHQ{QUERY}", f"/waits/62/RFF{QUERY}", f"/waits/31/RFF{QUERY}")


@pytest.fixture
def strict(figures_store):
    """The alliance hides counts up to 14: those of Barnsley's twelve people, and so Sheffield's eighteen."""
    own = Path(figures_store.policies) / "disclosure.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(STRICT)
    yield
    own.unlink()


def test_a_page_says_what_is_left_out_and_shows_no_share_of_it(page, strict) -> None:
    text = page(f"/waits/62{QUERY}")
    assert "of so few people that somebody could be recognised" in text
    assert "Barnsley" not in text.split("<main", 1)[1].split("By trust", 1)[-1].split("</table>", 1)[0]


@pytest.mark.parametrize("path", PLACES)
def test_every_page_stands_when_its_figures_are_hidden(page, strict, path: str) -> None:
    text = page(path)
    assert "12 of 12" not in text
    assert "100.0%" not in text.split("<main", 1)[1]


def test_without_the_rule_the_same_page_shows_them(page) -> None:
    assert "12 of 12" in page(f"/waits/62/RFF{QUERY}")


def test_files_to_take_away_hide_the_same(as_analyst: Client, strict) -> None:
    text = as_analyst.get(f"/waits/62{QUERY}&download=trusts&format=csv").content.decode("utf-8-sig")
    assert ",12,12," not in text


def test_the_api_lists_what_is_left_out(figures_store, strict) -> None:
    from clearway.measures.question import Question

    question = Question(basis="computed", standards=("62",), by=("provider",))
    with showing_to(Audience.ALLIANCE):
        seen = figures.ask_with_hidden(question)
    assert {one.cut["provider"] for one in seen.hidden} >= {"RFF", "RHQ"}
    assert json.dumps(seen.as_json(), default=str)
    with showing_to(Audience.OWN_TRUST):
        assert not figures.ask_with_hidden(question).hidden


def test_who_sees_the_whole_alliance_is_its_audience_and_others_that_of_their_own_trust(analyst, tracker) -> None:
    assert audience_of(analyst) is Audience.ALLIANCE
    assert audience_of(tracker) is Audience.OWN_TRUST


def test_how_long_people_waited_and_what_days_off_changed_are_not_told_under_a_rule(strict) -> None:
    assert figures.bands("computed", "62", "2025-03", "provider", "RFF", "trusts") == []
    assert figures.adjustments("62", "2025-03", "provider", "RHQ", "trusts") == []
    assert figures.bands("published", "62", "2025-03", "provider", "RFF", "trusts")


def test_lists_of_measures_kept_for_one_audience_or_before_a_policy_answer_no_other(figures_store, request) -> None:
    def hidden() -> set[str]:
        lines = measures.glances("CWT-MEDREF", "provider", ("RFF",)).lines
        return {one.latest.note for one in lines}

    with showing_to(Audience.OWN_TRUST):
        before = hidden()
    assert HIDDEN_NOTE not in hidden()
    request.getfixturevalue("strict")
    assert hidden() == {HIDDEN_NOTE}
    with showing_to(Audience.OWN_TRUST):
        assert hidden() == before
