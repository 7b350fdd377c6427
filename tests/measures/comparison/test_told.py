"""Everything said of a measure at once: what is told apart by part is held against no target of everybody."""

from datetime import date

from tests.measures.small_store import SmallStore

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import told_of
from clearway.measures.values import Asked

ENGLAND = {"area_type": "england", "area_code": "E92000001", "area_name": "England"}


def test_a_target_of_everybody_is_shown_beside_a_part_and_never_held_against_it(store: SmallStore) -> None:
    for site, value in (("Lung", 0.419), ("Rectal", 0.826)):
        store.observe("ndrs.survival_net_1_year", value, category=site, **ENGLAND)
    told = told_of(store.ground, load_catalogue()["OUT-SURV1"], Asked())
    assert told.by == "category"
    assert [(line.group, line.target) for line in told.lines] == [("Lung", None), ("Rectal", None)]
    (targets,) = told.targets
    assert targets.judging is None
    assert all(not one.compares and "for everybody together" in one.note for one in targets.held.milestones)


def test_a_value_of_everybody_is_held_against_its_target(store: SmallStore) -> None:
    day = {"period_start": date(2018, 1, 1), "period_end": date(2018, 12, 31)}
    store.observe("stage.early", 0.545, **ENGLAND, **day)
    (line,) = told_of(store.ground, load_catalogue()["EDX-STAGE"], Asked()).lines
    assert line.target == 0.62
