"""The data-quality shadow on the page of a measure: what is known, what it could be else, and what may change."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from clearway.measures.catalogue.vocabulary import Late
from clearway.measures.values import Lacking, MeasureValue, Shadow
from clearway.site.measures import figures
from clearway.site.measures.asked import View
from clearway.site.measures.noted import Beside
from clearway.site.measures.permissions import EVERYTHING
from clearway.site.measures.presenters.measure import measure_page
from clearway.site.measures.presenters.now import facts_of
from clearway.site.measures.presenters.shadow import LATE, known_of, late_of, least_known
from clearway.site.measures.subject import subject_of

STAGED = Shadow(
    of="cancers", had="had a stage", known=820, expected=1000, completeness=0.82, lowest=0.443, highest=0.623,
    lacking=(Lacking("NO_STAGE", "No stage is recorded.", 180),), undated=2, read=1_204, rejected=4,
    late=Late("It may change.", "nowhere", "memory"),
)  # fmt: skip


@pytest.fixture
def value() -> MeasureValue:
    """A published share with all that a shadow can have."""
    return MeasureValue(
        measure="EDX-STAGE", area_type="district", area="E08000016", area_name="Barnsley",
        period_start=date(2018, 1, 1), period_end=date(2018, 12, 31), value=0.54, basis="published",
        release="as published", publisher="NDRS", source_files=("stage.csv",), shadow=STAGED,
    )  # fmt: skip


def test_a_manager_reads_how_much_is_known_why_the_rest_is_not_and_what_it_could_be(value: MeasureValue) -> None:
    held = {fact.label: fact for fact in known_of(value)}
    assert held["How much is known"].words == "82 of every 100 cancers had a stage (820 of 1,000)."
    assert held["How much is known"].details == ("Lacking: 180 · No stage is recorded.",)
    assert held["What it could be"].words.startswith("If none of the other cancers counted it would be 44.3%")
    assert held["Rejected when read"].words == "4 of 1,204 rows of the files behind it were rejected."
    assert held["Without a day"].words.startswith("2 records")


def test_what_nobody_tells_is_said_plainly(value: MeasureValue) -> None:
    bare = replace(value, shadow=Shadow(untold="Nobody prints it."))
    assert [(fact.label, fact.words) for fact in known_of(bare)] == [("What nobody tells", "Nobody prints it.")]
    known = next(fact for fact in facts_of(bare) if fact.label == "How much is known")
    assert (known.words, known.href) == ("Not told: see what is missing", "#shadow")


def test_the_least_known_of_the_last_periods_is_named_with_what_was_lacking(value: MeasureValue) -> None:
    whole = replace(value, shadow=Shadow(of="cancers", had="had a stage", completeness=1.0))
    (fact,) = least_known([whole, value, whole], "years")
    assert fact.label == "Least known of the last 3 years"
    assert fact.words == "2018: 82 of every 100 cancers had a stage (820 of 1,000)."
    assert fact.details == ("Lacking: 180 · No stage is recorded.",)
    assert list(least_known([whole, whole], "years")) == []
    assert list(least_known([whole, value], "years")) == [], "the newest stands above already"


def test_a_value_that_may_change_says_so_beside_it_and_that_this_is_from_memory(value: MeasureValue) -> None:
    for fact in (late_of(value), next(one for one in facts_of(value) if one.label == "May still change")):
        assert (fact.words, fact.tag) == ("It may change.", "provisional")


@pytest.mark.parametrize(
    ("release", "words"),
    [("final", "calls it final"), ("provisional", "may still change it"), ("as published", "is not stated")],
)
def test_without_a_word_on_changes_the_release_speaks(value: MeasureValue, release: str, words: str) -> None:
    fact = late_of(replace(value, release=release, shadow=None))
    assert fact.label == LATE
    assert words in fact.words
    assert fact.tag == ""


@pytest.mark.django_db
def test_the_page_of_a_published_sum_says_that_no_provider_is_missing_and_what_is_not_printed() -> None:
    found = subject_of(figures.catalogue()["CWT-62D"], View(level="alliance"), EVERYTHING)
    assert found is not None
    page = measure_page(found, Beside((), ()), timezone.localdate())
    held = {fact.label: fact.words for fact in page.shadow}
    assert "providers expected from the months around it have reported." in held["How much is known"]
    assert "NHS England does not print" in held["What nobody tells"]


@pytest.mark.django_db
def test_a_download_has_a_column_for_how_much_is_known() -> None:
    found = subject_of(figures.catalogue()["CWT-62D"], View(level="alliance"), EVERYTHING)
    assert found is not None
    page = measure_page(found, Beside((), ()), timezone.localdate())
    assert page.values is not None
    table = page.values.table
    at = [one.key for one in table.columns].index("completeness")
    assert table.rows[-1][at] == 1
