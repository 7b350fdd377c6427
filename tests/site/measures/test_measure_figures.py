"""The values of a store's measures are worked out once for each version, and as far as somebody may see them."""

import pytest

from clearway.measures.comparison import glance_of
from clearway.measures.values import Asked
from clearway.records.findings import Refused
from clearway.site.measures import figures
from clearway.site.measures.noted import NOTHING_NOTED, Noted
from clearway.site.measures.permissions import EVERYTHING, Sight
from clearway.site.measures.presenters.catalogue import newest_line
from clearway.site.measures.remembered import Remembered
from clearway.site.performance.places import home_alliance
from clearway.site.places.told import told

BARNSLEY = Sight("RFF")


def said(glance):
    """What a list says of a line."""
    return glance.latest.value, glance.latest.lower, glance.known, glance.variation, glance.assurance, glance.said


def test_the_lines_of_a_measure_are_worked_out_once():
    assert figures.told("CWT-62D", "provider") is figures.told("CWT-62D", "provider")


@pytest.mark.django_db
def test_the_catalogue_and_the_pages_of_places_share_one_answer():
    measure, home = figures.catalogue()["CWT-62D"], home_alliance()
    listed = newest_line(measure, EVERYTHING, NOTHING_NOTED)
    assert listed is told(measure, "alliance", EVERYTHING, (home,)).lines[home]
    assert said(listed) == said(glance_of(figures.told("CWT-62D", "alliance", (home,)).lines[0], measure))


def test_a_new_phase_that_somebody_began_changes_the_line_in_the_catalogue_too():
    measure, home = figures.catalogue()["CWT-62D"], home_alliance()
    (plain,) = figures.told("CWT-62D", "alliance", (home,)).lines
    noted = Noted({home: (plain.points[len(plain.points) // 2].period_end,)}, {})
    (line,) = figures.told("CWT-62D", "alliance", (home,), noted=noted).lines
    assert {point.phase for point in line.points} > {point.phase for point in plain.points}
    assert said(newest_line(measure, EVERYTHING, noted)) == said(glance_of(line, measure))


def test_who_sees_one_trust_alone_gets_no_computed_figures_of_another():
    """Detours after a ruling-out are told by records alone: 104 days are not published."""
    everybody = figures.values("CWT-MEDREF", Asked(area_type="provider"))
    theirs = figures.values("CWT-MEDREF", Asked(area_type="provider"), sight=BARNSLEY)
    assert {one.area for one in everybody.values} >= {"RFF", "RHQ"}
    assert {one.area for one in theirs.values} == {"RFF"}


@pytest.mark.parametrize("level", ["england", "alliance"])
def test_sums_of_records_are_not_for_who_sees_one_trust_alone(level):
    assert figures.told("CWT-MEDREF", level).lines
    assert not figures.told("CWT-MEDREF", level, sight=BARNSLEY).lines


def test_one_trusts_own_computed_line_stands_beside_nobody():
    told = figures.told("CWT-MEDREF", "provider", sight=BARNSLEY)
    assert [line.area for line in told.lines] == ["RFF"]
    assert told.peers is None
    assert told.benchmark is None


def test_published_figures_are_everybodys():
    areas = {line.area for line in figures.told("CWT-62D", "provider").lines}
    assert {line.area for line in figures.told("CWT-62D", "provider", sight=BARNSLEY).lines} == areas


def test_the_levels_of_a_measure_are_those_with_values():
    measure = figures.catalogue()["CWT-62D"]
    assert figures.held_levels(measure) == ("england", "region", "alliance", "icb", "sub_icb", "provider")
    assert figures.held_levels(figures.catalogue()["EDX-STAGE"]) == ()


def test_measures_are_not_shown_as_known_on_an_earlier_day(monkeypatch):
    monkeypatch.setattr(figures, "looked_at", lambda: "an earlier day")
    with pytest.raises(Refused, match="known today"):
        figures.told("CWT-31D")


def test_the_oldest_answers_are_forgotten_when_they_hold_too_much():
    kept = Remembered(most_answers=10, most_values=5)
    for number in range(4):
        kept.answer(number, lambda: [0, 0], len)
    assert len(kept) == 2
    assert kept.answer(0, lambda: ["made again"], len) == ["made again"]
    assert kept.answer(3, lambda: ["never"], len) == [0, 0]
