"""What a page says of a measure, from the presenters."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from clearway.measures.comparison import GroupPanel
from clearway.measures.values import Asked
from clearway.publications.maps import COMPARED
from clearway.site.measures import figures, words
from clearway.site.measures.asked import View
from clearway.site.measures.noted import Beside
from clearway.site.measures.permissions import EVERYTHING
from clearway.site.measures.presenters import area_map, groups
from clearway.site.measures.presenters.measure import measure_page
from clearway.site.measures.presenters.now import words_of
from clearway.site.measures.presenters.peers import values_compared
from clearway.site.measures.subject import home_codes, subject_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits_by_trust():
    return subject_of(figures.catalogue()["CWT-62D"], View(level="provider", area="RHQ"), EVERYTHING)


def test_a_page_opens_with_an_area_of_the_stores_own_alliance():
    found = subject_of(figures.catalogue()["CWT-62D"], View(level="provider"), EVERYTHING)
    assert found.area in home_codes("provider")


def test_a_measure_of_which_nothing_is_held_has_no_subject():
    assert subject_of(figures.catalogue()["SCR-BOWEL50"], View(), EVERYTHING) is None


def test_every_kind_of_target_is_named_even_where_there_is_none(waits_by_trust):
    page = measure_page(waits_by_trust, Beside((), ()), timezone.localdate())
    labels = [fact.label for fact in page.now.targets]
    assert any(label.startswith("Standard") for label in labels)
    assert any(label.startswith("National milestone") for label in labels)
    assert "Agreed trajectory" in labels


def test_provisional_targets_are_tagged():
    found = subject_of(figures.catalogue()["CWT-104"], View(), EVERYTHING)
    page = measure_page(found, Beside((), ()), timezone.localdate())
    standard = next(fact for fact in page.now.targets if fact.label.startswith("Standard"))
    assert standard.tag == "provisional"


def test_the_word_beside_england_is_the_word_of_the_table(waits_by_trust):
    page = measure_page(waits_by_trust, Beside((), ()), timezone.localdate())
    england = next(one for one in page.beside if one.name == "England")
    row = next(row for row in page.peers.table.table.rows if row[0].startswith("Sheffield Teaching"))
    assert england.words == f"here: {row[4]}"


def test_no_label_of_a_comparison_is_drawn_as_no_value():
    found = subject_of(figures.catalogue()["CWT-62D"], View(level="alliance"), EVERYTHING)
    areas, classes = area_map._compared(found, found.told.peers, values_compared(found))
    peers = {one.value.area: one.label for one in found.told.peers.peers}
    for area in areas:
        if peers.get(area.code) not in (None, "not known"):
            assert area.place is not None, peers[area.code]
    assert {one.shade for one in classes} <= set(COMPARED.values())


def test_the_groups_of_people_are_counted_over_a_year_and_small_ones_are_hidden(waits_by_trust):
    held = groups._found(waits_by_trust, "sex").values
    assert [(one.denominator, one.note[:6]) for one in held] == [(None, "hidden")], "two of eighteen were in time"
    shown = groups.groups_of(waits_by_trust)
    assert [one.heading for one in shown] == ["Age", "Sex", "Ethnic group"]
    cells = [cell for one in shown if one.table for row in one.table.table.rows for cell in row]
    assert "hidden" in cells
    assert not any(cell in ("2 of 18", "16 of 18") for cell in cells)


def test_where_groups_are_hidden_the_sentence_says_whether_they_differ_and_not_by_what_chance():
    told = GroupPanel((), 0.031, is_protected=False)
    assert "3.1%" in groups._sentence(told, "Sex")
    said = groups._sentence(replace(told, is_protected=True), "Sex")
    assert said.startswith("The groups differ by more than chance would make them. Some groups are hidden")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2025, 3, 1), date(2025, 3, 31), "March 2025"),
        (date(2018, 1, 1), date(2018, 12, 31), "2018"),
        (date(2015, 1, 1), date(2019, 12, 31), "2015 to 2019"),
        (date(2023, 4, 1), date(2024, 3, 31), "April 2023 to March 2024"),
        (date(2025, 4, 23), date(2025, 4, 23), "23 April 2025"),
    ],
)
def test_a_period_reads_as_people_name_it(start, end, said):
    assert words.period(start, end) == said


def test_a_target_reads_without_needless_zeros():
    waits, overdue = figures.catalogue()["CWT-62D"], figures.catalogue()["CWT-104"]
    assert words_of(0.85, waits) == "85%"
    assert words_of(0.725, waits) == "72.5%"
    assert words_of(0.0, overdue) == "0 people"


def test_a_value_without_limits_or_counts_says_so_and_invents_none(waits_by_trust):
    measure, value = waits_by_trust.measure, waits_by_trust.line.latest
    bare = replace(value, lower=None, upper=None, numerator=None, denominator=None, value=None, note="withheld")
    assert words.interval(bare, measure) == ""
    assert words.people(bare) == ""
    assert words.told(bare, measure) == "withheld"


def test_the_newest_values_are_those_of_the_newest_period_with_a_value():
    held = figures.values("CWT-62D", Asked(area_type="alliance")).values
    newest = figures.newest_of(held)
    assert {one.period_end for one in newest} == {date(2025, 3, 31)}
