"""Values that no publication tells, counted from the events and records of a store."""

import pytest
from tests.measures.small_store import SmallStore

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.measures.values import Asked, values_of
from clearway.measures.values.events import event_counts

CATALOGUE = load_catalogue()
AT_RHQ = Asked(area_type="provider", areas=("RHQ",))


def test_every_count_that_a_definition_may_name_is_worked_out() -> None:
    assert set(event_counts()) == {*vocabulary().record_counts, "within"}


def test_people_told_of_cancer_within_28_days(store: SmallStore) -> None:
    for days in (10, 28, 29):
        store.count("28", days, person={"fds_end_reason": "01"})
    store.count("28", 5, person={"fds_end_reason": "02"})
    (value,) = values_of(store.ground, CATALOGUE["CWT-FDS-C"], AT_RHQ).values
    assert (value.numerator, value.denominator) == (2, 3)
    assert value.area_name == "Sheffield"
    assert value.is_synthetic
    assert value.source_files == ("records.csv",)


def test_a_pathway_counts_once_at_each_trust_that_shares_it_and_once_in_the_sum(store: SmallStore) -> None:
    store.count("62", 70, inv_trust="RFF", inv_total=1, inv_within=0, treat_total=1, treat_within=0, scenario=6)
    store.count("62", 30)
    share = CATALOGUE["CWT-SHARE"]
    at_trusts = values_of(store.ground, share, Asked(area_type="provider")).values
    together = values_of(store.ground, share, Asked(area_type="england")).values
    assert [(one.area, one.numerator, one.denominator) for one in at_trusts] == [("RFF", 1, 1), ("RHQ", 1, 1)]
    assert [(one.numerator, one.denominator) for one in together] == [(1, 1)]


def test_a_median_has_limits_from_order_statistics_and_none_of_too_few(store: SmallStore) -> None:
    for days in range(20, 60):
        store.count("62", days)
    store.count("62", 50, treat_trust="RFF")
    rff, rhq = values_of(store.ground, CATALOGUE["CWT-MEDREF"], Asked(area_type="provider")).values
    assert (rhq.value, rhq.lower, rhq.upper, rhq.method) == (39.5, 33, 46, "order statistics")
    assert (rff.value, rff.lower, rff.method) == (50, None, "")


def test_who_people_are_is_told_from_their_records(store: SmallStore) -> None:
    for age, days in ((40, 30), (72, 90), (75, 40), (85, 80)):
        store.count("62", days, person={"age_at_referral": age})
    store.count("62", 20)
    asked = Asked(area_type="provider", by="age", bases=("computed",))
    values = values_of(store.ground, CATALOGUE["CWT-62D"], asked).values
    assert [(one.group["age"], one.numerator, one.denominator) for one in values] == [
        ("25 to 49", 1, 1),
        ("70 to 79", 1, 2),
        ("80 and over", 0, 1),
        ("not recorded", 1, 1),
    ]


@pytest.mark.parametrize("asked", [Asked(area_type="district"), Asked(area_type="provider", by="deprivation")])
def test_what_events_do_not_know_is_not_answered(store: SmallStore, asked: Asked) -> None:
    store.count("62", 30)
    assert values_of(store.ground, CATALOGUE["CWT-MEDREF"], asked).values == ()
