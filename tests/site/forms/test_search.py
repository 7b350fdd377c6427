"""The search finds forms by subject, title and number, and only those that whoever asks may see."""

import pytest

from clearway.site.forms.search import hits


@pytest.mark.parametrize("words", ["case 17", "CASE", "significant event", "number"])
def test_a_party_finds_its_form_and_a_stranger_does_not(case, tracker, gp, stranger, words):
    asked = str(case.pk) if words == "number" else words
    for one in (tracker, gp):
        assert [hit.href for hit in hits(asked, one)] == [f"/forms/{case.pk}"]
    assert list(hits(asked, stranger)) == []


def test_words_of_no_form_find_none(case, tracker):
    assert list(hits("zebra", tracker)) == []
    assert list(hits("9" * 40, tracker)) == []
