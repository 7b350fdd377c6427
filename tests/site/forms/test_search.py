"""The search finds forms by subject, title and number, and only those that whoever asks may see."""

import pytest

from clearway.site.forms.search import hits


@pytest.mark.parametrize("words", ["case 17", "17 CASE", "CASE", "event  significant", "case analysis", "number"])
def test_a_party_finds_its_form_and_a_stranger_does_not(case, tracker, gp, stranger, words):
    asked = str(case.pk) if words == "number" else words
    for one in (tracker, gp):
        assert [hit.href for hit in hits(asked, one) if hit.kind == "Form"] == [f"/forms/{case.pk}"]
    assert [hit for hit in hits(asked, stranger) if hit.kind == "Form"] == []


def test_every_word_has_to_stand_somewhere(case, tracker):
    assert list(hits("case zebra", tracker)) == []
    assert list(hits("  ", tracker)) == []


def test_types_of_forms_are_found_by_any_words_of_their_title(tracker):
    assert [(hit.href, hit.kind) for hit in hits("review harm", tracker)] == [
        ("/forms/types/harm-review-104", "Type of form")
    ]


def test_words_of_no_form_find_none(case, tracker):
    assert list(hits("zebra", tracker)) == []
    assert list(hits("9" * 40, tracker)) == []
