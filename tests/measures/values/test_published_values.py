"""Values that were published stand as they were printed, with their source, and with limits where there can be any."""

from datetime import date

import pytest
from tests.measures.small_store import SmallStore

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.values import Asked, values_of
from clearway.records.findings import Refused

STAGE = load_catalogue()["EDX-STAGE"]
DIAGNOSTICS = load_catalogue()["DIA-DM01"]
MARCH = {"period_start": date(2025, 3, 1), "period_end": date(2025, 3, 31)}


def test_the_publishers_own_limits_are_shown_as_such(store: SmallStore) -> None:
    store.observe("stage.early", 0.52, lower=0.50, upper=0.54)
    (value,) = values_of(store.ground, STAGE, Asked(area_type="district")).values
    assert (value.value, value.lower, value.upper, value.method) == (0.52, 0.50, 0.54, "as published")
    assert (value.publisher, value.source_files, value.as_at) == ("NDRS", ("stage.csv",), date(2026, 1, 5))


def test_a_share_printed_with_its_counts_gets_wilson_limits(store: SmallStore) -> None:
    told = {"area_type": "provider", "area_code": "RHQ", "numerator": 184.0, "denominator": 1000.0, **MARCH}
    store.observe("dm01.six_weeks_or_more", 0.184, **told)
    (value,) = values_of(store.ground, DIAGNOSTICS, Asked(area_type="provider")).values
    assert value.method == "Wilson score"
    assert (round(value.lower or 0, 3), round(value.upper or 0, 3)) == (0.161, 0.209)


def test_a_withheld_value_keeps_its_row_and_says_so(store: SmallStore) -> None:
    store.observe("stage.early", None, flag="suppressed")
    (value,) = values_of(store.ground, STAGE, Asked(area_type="district")).values
    assert (value.value, value.note) == (None, "the publisher withheld it")


def test_values_of_everybody_and_of_groups_are_never_in_one_answer(store: SmallStore) -> None:
    store.observe("stage.early", 0.52)
    store.observe("stage.early", 0.47, deprivation="1")
    store.observe("stage.early", 0.56, deprivation="5")
    everybody = values_of(store.ground, STAGE, Asked(area_type="district")).values
    apart = values_of(store.ground, STAGE, Asked(area_type="district", by="deprivation")).values
    assert [one.value for one in everybody] == [0.52]
    assert [(one.group, one.value) for one in apart] == [({"deprivation": "1"}, 0.47), ({"deprivation": "5"}, 0.56)]


def test_a_measure_that_no_file_holds_has_no_values_and_no_place(store: SmallStore) -> None:
    found = values_of(store.ground, STAGE, Asked(area_type="district"))
    assert (found.place, found.values) == (None, ())


def test_only_the_areas_and_days_asked_for_answer(store: SmallStore) -> None:
    for year, area in ((2017, "E08000016"), (2018, "E08000016"), (2018, "E08000017")):
        store.observe("stage.early", 0.5, area_code=area, period_start=date(year, 1, 1), period_end=date(year, 12, 31))
    asked = Asked(area_type="district", areas=("E08000016",), first=date(2018, 1, 1))
    assert [one.period_end.year for one in values_of(store.ground, STAGE, asked).values] == [2018]


@pytest.mark.parametrize("wrong", [{"area_type": "planet"}, {"by": "shoe size"}])
def test_an_unknown_area_or_group_is_refused_with_what_there_is(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"no kind of area|not told apart") as refused:
        Asked(**wrong)  # type: ignore[arg-type]
    assert "Choose among" in refused.value.mend


def test_a_rate_by_place_is_worked_out_once_counts_and_populations_by_age_are_loaded(store: SmallStore) -> None:
    incidence = load_catalogue()["PRE-INC"]
    bands = [*(f"{start}-{start + 4}" for start in range(0, 90, 5)), "90+"]
    for band in bands:
        store.observe("place_counts.registrations", 20.0, age=band, category="C00-C97")
        store.observe("population.mid_year", 10_000.0, age=band, source_file="people.csv")
    (value,) = values_of(store.ground, incidence, Asked(area_type="district")).values
    assert value.value == pytest.approx(200)
    assert value.method == "Dobson; European Standard Population 2013"
    assert (value.numerator, value.denominator) == (380, 190_000)
    assert value.source_files == ("people.csv", "stage.csv")


def test_without_the_population_of_an_age_group_there_is_no_rate(store: SmallStore) -> None:
    incidence = load_catalogue()["PRE-INC"]
    for band in (*(f"{start}-{start + 4}" for start in range(0, 90, 5)), "90+"):
        store.observe("place_counts.registrations", 20.0, age=band, category="C00-C97")
    (value,) = values_of(store.ground, incidence, Asked(area_type="district")).values
    assert (value.value, value.note) == (None, "an age group has no population")


def test_an_alliance_that_nobody_printed_is_the_sum_of_the_counts_of_its_trusts(store: SmallStore) -> None:
    for trust, waiting, long in (("RHQ", 1000.0, 100.0), ("RFF", 500.0, 200.0), ("RAL", 900.0, 1.0)):
        told = {"area_type": "provider", "area_code": trust, "numerator": long, "denominator": waiting, **MARCH}
        store.observe("dm01.six_weeks_or_more", long / waiting, **told)
    (value,) = values_of(store.ground, DIAGNOSTICS, Asked(area_type="alliance")).values
    assert (value.area, value.numerator, value.denominator, value.value) == ("E56000025", 300, 1500, 0.2)
    assert (value.note, value.method) == ("sum of its trusts", "Wilson score")


def test_shares_without_counts_are_never_averaged_into_a_sum(store: SmallStore) -> None:
    store.observe("dm01.six_weeks_or_more", 0.1, area_type="provider", area_code="RHQ", **MARCH)
    assert values_of(store.ground, DIAGNOSTICS, Asked(area_type="alliance")).values == ()


def test_a_series_about_one_age_group_alone_is_the_value_of_everybody_in_it(store: SmallStore) -> None:
    bowel = load_catalogue()["SCR-BOWEL"]
    store.observe("fingertips.91720", 0.71, age="60-74")
    (value,) = values_of(store.ground, bowel, Asked(area_type="district")).values
    assert value.value == 0.71


def test_a_cancer_of_one_sex_stands_beside_those_of_everybody_and_says_whose_it_is(store: SmallStore) -> None:
    for category, sex, share in (("Colon", "ALL", 0.8), ("Colon", "Male", 0.7), ("Colon", "Female", 0.9)):
        store.observe("ndrs.survival_net_1_year", share, area_type="england", category=category, sex=sex)
    store.observe("ndrs.survival_net_1_year", 0.97, area_type="england", category="Prostate", sex="Male")
    found = values_of(store.ground, load_catalogue()["OUT-SURV1"], Asked(by="category")).values
    assert [(one.group["category"], one.value, one.note) for one in found] == [
        ("Colon", 0.8, ""),
        ("Prostate", 0.97, "men only"),
    ]
