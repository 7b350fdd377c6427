"""A glance says of a line what the line says of now, and nothing else."""

from dataclasses import replace
from datetime import date

from tests.measures.small_store import SmallStore

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import glance_of, glances_of, told_of
from clearway.measures.comparison.sentences import of_history
from clearway.measures.values import Asked

ENGLAND = {"area_type": "england", "area_code": "E92000001", "area_name": "England"}


def test_a_glance_is_that_of_the_line_on_the_page_of_the_measure(store: SmallStore) -> None:
    for year, value in enumerate((0.51, 0.52, 0.51, 0.53, 0.52, 0.51, 0.52, 0.53, 0.52, 0.51, 0.52, 0.51, 0.71), 2006):
        days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
        store.observe("stage.early", value, **ENGLAND, **days)
    measure = load_catalogue()["EDX-STAGE"]
    (line,) = told_of(store.ground, measure, Asked()).lines
    (glance,) = glances_of(store.ground, measure, Asked()).lines
    on_page = glance_of(line, measure)
    assert replace(glance, latest=on_page.latest, before=on_page.before) == on_page
    assert glance.latest == replace(line.latest, shadow=None), "only a page has the shadow of its values"
    assert (glance.variation, glance.said) == (line.variation, of_history(line, measure))
    assert (glance.known, glance.before.value, glance.turned) == (13, 0.51, True)


def test_of_one_value_there_is_none_before(store: SmallStore) -> None:
    store.observe("stage.early", 0.545, **ENGLAND, period_start=date(2018, 1, 1), period_end=date(2018, 12, 31))
    (glance,) = glances_of(store.ground, load_catalogue()["EDX-STAGE"], Asked()).lines
    assert (glance.known, glance.before, glance.turned, glance.has_limits) == (1, None, False, False)
