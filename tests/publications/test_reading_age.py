"""The reading age of a text: its formula, its count of syllables, and what it names to be mended."""

import pytest

from clearway.publications.reading_age import FEWEST_WORDS, reading_age, syllables

# Counted by ear, and the same in a pronouncing dictionary.
KNOWN = {
    1: "a wait cough tests change changed helped care scans lung you through told pays health those asked once",
    2: "cancer people waiting changes being centre wanted matter early patient table breathing places statement",
    3: "hospital area appointment consulted alliance equipment medicine media",
    4: "information experience community variation",
    5: "consideration opportunity university",
}
PLAIN = (
    "We asked people how they were told. They said the letter came late. Now a nurse calls them on the day. "
    "She says what was found, and what comes next. You can ask her to call again."
)
HARD = (
    "Following comprehensive consultation with stakeholder organisations regarding communication of diagnostic "
    "information, multidisciplinary arrangements facilitating immediate telephone notification have been implemented "
    "by specialist practitioners throughout participating organisations, departments and primary care."
)


@pytest.mark.parametrize(("many", "word"), [(many, word) for many, words in KNOWN.items() for word in words.split()])
def test_syllables_are_counted_as_they_are_spoken(many: int, word: str):
    assert syllables(word) == many


def test_the_age_is_the_grade_of_kincaid_plus_five():
    told = reading_age("The cat sat on the mat. " * 6)
    assert (told.words, told.sentences, told.syllables) == (36, 6, 36)
    assert told.grade == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert told.age == 5
    hard = reading_age(HARD)
    assert hard.grade == pytest.approx(0.39 * hard.words + 11.8 * hard.syllables / hard.words - 15.59)


def test_a_plain_text_reads_younger_than_the_same_said_grandly():
    plain, hard = reading_age(PLAIN), reading_age(HARD)
    assert plain.age is not None
    assert hard.age is not None
    assert plain.age <= 9 < 20 < hard.age
    assert plain.is_easy
    assert not hard.is_easy
    assert plain.mends == ()


def test_what_to_mend_is_named_sentence_and_word():
    told = reading_age(HARD)
    assert told.long_sentences == (HARD,)
    assert "organisations" in told.long_words
    assert told.mends[0] == "1 sentence has more than 20 words. Make two of one."


def test_a_text_too_short_says_so_instead_of_an_age():
    told = reading_age("Tell us.")
    assert (told.age, told.grade, told.is_easy) == (None, None, False)
    assert told.said == f"Too short to say: a reading age needs {FEWEST_WORDS} words, and here are 2."
    assert reading_age("").words == 0


def test_lines_of_a_list_and_abbreviations_do_not_mislead():
    listed = reading_age("Bring these:\n- your letter\n- your tablets\n- a friend")
    assert listed.sentences == 4
    assert reading_age("Dr. Patel, e.g. in St. James, is in.").sentences == 1


def test_hostile_text_is_read_quickly():
    assert reading_age("ea" * 50_000 + "! " * 20_000).words == 1
