"""A chosen chart and benchmark reach every way out: JSON, the table to take away, and the words of a refusal."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.measures.comparison.conftest import Make, share

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import Against, ChartKind, MeasureTold, lines_of, peers_of
from clearway.measures.months import months_between
from clearway.publications.manner import USUAL, Manner, check_groups_as_usual, compared_for
from clearway.publications.measure_answer import MeasureAnswer, of_told
from clearway.publications.measure_judgement import with_judgement
from clearway.publications.measure_values import values_table
from clearway.records.findings import Refused
from clearway.standards.organisations import load_organisations

__all__ = ["share"]

SIXTY_TWO = load_catalogue()["CWT-62D"]
TRUSTS = {"RFF": 110, "RHQ": 380, "RFR": 100, "RP5": 200, "RCU": 40, "RAE": 500}
MARCH = date(2025, 3, 31)


@pytest.fixture
def told(share: Make) -> MeasureTold:
    random = np.random.default_rng(2)
    values = [
        share(area, float(random.binomial(people + at, 0.7)), float(people + at), month)
        for area, people in TRUSTS.items()
        for at, month in enumerate(months_between("2024-01", "2025-03"))
    ]
    england = share("E92000001", 21_000, 30_000, "2025-03", area_type="england")
    newest = [one for one in values if one.period_end == MARCH]
    return MeasureTold(
        measure=SIXTY_TWO,
        area_type="provider",
        place=None,
        by="",
        lines=tuple(lines_of(values, SIXTY_TWO)),
        benchmark=england,
        peers=peers_of(newest, SIXTY_TWO, benchmark=0.7, benchmark_name="England"),
        targets=(),
    )


def against(told: MeasureTold, chosen: Against, *areas: str) -> MeasureAnswer:
    compared = compared_for(told, areas, told.values, chosen, load_organisations())
    return of_told(told, snapshot="made", manner=Manner(against=chosen), compared=compared)


def table(answer: MeasureAnswer) -> list[dict[str, object]]:
    plain = values_table(SIXTY_TWO, answer.values, snapshot="made")
    found = with_judgement(plain, answer.values, lines=answer.lines, peers=answer.peers, against=answer.against)
    return [dict(zip((one.key for one in found.columns), row, strict=True)) for row in found.rows]


def test_lines_are_answered_with_their_chart_and_a_limit_for_each_row(told: MeasureTold) -> None:
    answer = of_told(told, snapshot="made", manner=Manner(ChartKind.P))
    line = answer.as_json()["lines"][1]
    assert (line["area"], line["chart"], line["method"]) == ("RHQ", "p", "p")
    assert len({one["upper"] for one in line["limits"]}) == 15
    one_row = answer.as_json(answer.values[:1])["lines"]
    assert [len(one["limits"]) for one in one_row] == [1], "a page of rows brings the limits of these rows alone"


def test_a_chart_that_no_line_can_have_is_refused_in_words(told: MeasureTold) -> None:
    with pytest.raises(Refused, match="None of these lines can be drawn as u") as refused:
        of_told(told, snapshot="made", manner=Manner(ChartKind.U))
    assert refused.value.code == "CHART-NOT-POSSIBLE"


def test_places_are_answered_against_their_alliance_all_of_them_and_england_stays_beside(told: MeasureTold) -> None:
    plain = against(told, Against.ALLIANCE, "RFF").as_json()
    assert plain["against"]["kind"] == "alliance"
    assert plain["against"]["name"] == "South Yorkshire and Bassetlaw"
    assert {one["area"] for one in plain["peers"]} == set(TRUSTS) - {"RAE"}
    assert "South Yorkshire and Bassetlaw" in plain["said"]
    assert plain["benchmark"]["area"] == "E92000001"
    usual = of_told(told, snapshot="made").as_json()
    assert usual["against"] == {"kind": "england", "name": "England", "value": 0.7}
    assert usual["shrinkage"] is None


def test_whose_alliance_is_meant_has_to_be_said(told: MeasureTold) -> None:
    for areas in ((), ("RFF", "RHQ")):
        with pytest.raises(Refused, match="Whose alliance is meant was not said") as refused:
            against(told, Against.ALLIANCE, *areas)
        assert refused.value.code == "AGAINST-WITHOUT-AREA"


def test_where_there_is_no_sum_it_is_refused_with_the_reason(told: MeasureTold) -> None:
    with pytest.raises(Refused, match="Places cannot be held against its alliance: no alliance is known") as refused:
        against(told, Against.ALLIANCE, "XXX")
    assert refused.value.code == "AGAINST-NOT-POSSIBLE"


def test_groups_have_neither_chart_nor_benchmark(told: MeasureTold) -> None:
    check_groups_as_usual(USUAL)
    for manner in (Manner(ChartKind.P), Manner(against=Against.ALLIANCE)):
        with pytest.raises(Refused, match="Groups side by side"):
            check_groups_as_usual(manner)


def test_the_table_to_take_away_carries_the_limits_used_and_the_chosen_label(told: MeasureTold) -> None:
    answer = against(told, Against.ALLIANCE, "RFF")
    rows = table(answer)
    assert {row["line_chart"] for row in rows} == {"XmR, screened moving ranges"}
    labels = {row["area"]: row["against_alliance"] for row in rows if row["period_end"] == MARCH}
    assert labels["RAE"] == ""
    assert set(labels.values()) <= {"", "better", "worse", "no different", "too few to say"}
    assert all(row["against_alliance"] == "" for row in rows if row["period_end"] != MARCH)
    shares = table(of_told(told, snapshot="made", manner=Manner(ChartKind.P)))
    assert {row["line_chart"] for row in shares} == {"p"}
    assert shares[0]["line_lower"] != shares[1]["line_lower"]
    assert "against_alliance" not in shares[0]


def test_steadier_values_stand_beside_the_newest_values_of_small_practices(share: Make) -> None:
    practices = [
        share(f"C850{number:02}", float(part), 30, "2025-03", area_type="practice")
        for number, part in enumerate(np.random.default_rng(9).binomial(30, 0.6, 25))
    ]
    peers = peers_of(practices, SIXTY_TWO, benchmark=0.6, benchmark_name="England")
    lines = tuple(lines_of(practices, SIXTY_TWO))
    told = MeasureTold(SIXTY_TWO, "practice", None, "", lines, practices[0], peers, ())
    answer = of_told(told, snapshot="made")
    assert answer.as_json()["shrinkage"]["method"] == "beta-binomial empirical Bayes"
    rows = table(answer)
    assert len(rows) == 25
    assert all(row["shrunken_lower"] < row["shrunken_value"] < row["shrunken_upper"] for row in rows)  # type: ignore[operator]


def test_a_label_stands_in_the_period_compared_under_the_name_of_what_it_is_held_against(told: MeasureTold) -> None:
    may = date(2025, 5, 31)
    later = tuple(replace(one, period_start=may.replace(day=1), period_end=may) for one in told.values[-1:])
    plain = values_table(SIXTY_TWO, (*told.values, *later), snapshot="made")
    assert told.peers is not None
    for name, key in (("England", "against_england"), ("all records in this store", "against_all_records")):
        peers = replace(told.peers, benchmark_name=name)
        found = with_judgement(plain, (*told.values, *later), lines=(), peers=peers)
        (place,) = (at for at, one in enumerate(found.columns) if one.key.startswith("against"))
        assert (found.columns[place].key, found.columns[place].heading) == (key, f"against {name}")
        labelled = {(row[2], row[5]) for row in found.rows if row[place]}
        assert labelled == {(area, MARCH) for area in TRUSTS}, "the newest of one is not what was compared"
