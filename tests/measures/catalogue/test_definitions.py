"""The shipped definitions: all of them there, each with words of its own, nothing said that does not resolve."""

import re
import time
from collections import Counter

import pytest
import yaml
from tests.shared import shared_path

from clearway.intake.indicators.series import series_table
from clearway.measures.catalogue import (
    Kind,
    Measure,
    Observations,
    Polarity,
    Standardised,
    Status,
    TargetKind,
    Verification,
    load_catalogue,
)
from clearway.measures.catalogue.load import SHIPPED, read_catalogue
from clearway.standards import UnknownParameter, load_rule_book

CATALOGUE = load_catalogue()
MEASURES = pytest.mark.parametrize("measure", tuple(CATALOGUE), ids=lambda one: one.id)
PROVIDERS_OF_SERIES_BESIDE_THE_TABLE = ("dm01.", "fingertips.", "cpes.")
"""Readers whose series are not listed one by one: any indicator of theirs can be loaded."""


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.?!:;])\s+", text) if len(one.split()) > 5]


def test_there_are_108_measures_and_no_definition_is_left_unread() -> None:
    assert len(CATALOGUE) == 108
    assert len(list((SHIPPED / "definitions").rglob("*.yaml"))) == 108


def test_reading_all_of_them_takes_less_than_three_tenths_of_a_second() -> None:
    began = time.process_time()
    read_catalogue(SHIPPED)
    assert time.process_time() - began < 0.3


def test_the_catalogue_says_of_each_measure_what_the_reference_list_says() -> None:
    listed = yaml.safe_load(shared_path("reference/measures.yaml").read_text(encoding="utf-8"))["measures"]
    same = ("domain", "name", "numerator", "denominator", "polarity", "source", "periodicity", "definition_basis")
    other_methods = {"CWT-MEDREF", "BPTP-STEP"}
    assert [one["id"] for one in listed if one["id"] not in CATALOGUE.measures] == []
    for one in listed:
        measure = CATALOGUE[one["id"]]
        assert {name: getattr(measure, name) for name in same} == {name: one[name] for name in same}
        assert (measure.unit.key, list(measure.levels), list(measure.serves)) == (
            one["unit"], one["levels"], one["serves"],
        )  # fmt: skip
        assert (measure.method == one["ci_method"]) != (measure.id in other_methods)
        assert list(measure.display) == one.get("display", [])


def test_every_target_of_the_reference_list_keeps_its_value_its_day_and_its_label() -> None:
    listed = yaml.safe_load(shared_path("reference/measures.yaml").read_text(encoding="utf-8"))["measures"]
    for one in listed:
        held = [(target.value, target.verification.value) for target in CATALOGUE[one["id"]].targets]
        assert held == [(target["value"], target["verification"]) for target in one["targets"]], one["id"]
        for target, printed in zip(CATALOGUE[one["id"]].targets, one["targets"], strict=True):
            day = target.by or target.applies_from
            if printed["by"]:
                assert day, one["id"]
                assert printed["by"][:4] == str(day.year), one["id"]


def test_a_dashboard_flag_stands_only_where_the_ambition_was_in_the_dashboard() -> None:
    listed = shared_path("reference/taskforce-ambitions.yaml").read_text(encoding="utf-8")
    printed = {
        one["id"]: one["in_dashboard"]
        for area in yaml.safe_load(listed)["areas"]
        for one in area["ambitions"]
        if "same_as" not in one
    }
    assert {one.id: one.in_dashboard for one in CATALOGUE.ambitions.values() if one.id in printed} == printed
    for ambition, is_in in printed.items():
        flagged = [one.id for one in CATALOGUE.serving(ambition) if one.in_dashboard]
        assert bool(flagged) == is_in, ambition


@MEASURES
def test_a_measure_says_in_full_sentences_why_it_matters_and_what_it_cannot_tell(measure: Measure) -> None:
    for text in (measure.why_it_matters, measure.cannot_tell):
        assert 15 <= len(text.split()) <= 75
        assert text[0].isupper()
        assert text.endswith(".")
    assert measure.exclusions


def test_no_sentence_of_one_measure_is_repeated_in_another() -> None:
    said = Counter(
        sentence for one in CATALOGUE for text in (one.why_it_matters, one.cannot_tell) for sentence in sentences(text)
    )
    assert [sentence for sentence, count in said.items() if count > 1] == []


def test_every_shipped_definition_is_a_draft_that_nobody_has_reviewed() -> None:
    assert {(one.status, one.reviewed_by, one.is_local) for one in CATALOGUE} == {(Status.DRAFT, "", False)}


def test_what_has_no_good_direction_only_informs() -> None:
    assert {one.kind for one in CATALOGUE if one.polarity is Polarity.CONTEXT} == {Kind.INFORMATIVE}


@MEASURES
def test_a_measure_has_a_place_for_its_values_or_words_for_what_is_needed(measure: Measure) -> None:
    assert measure.is_measurable or measure.needs
    for place in (*measure.found_in, *measure.nearest):
        assert place.finest
    assert all(place.caveat for place in measure.nearest)


def test_every_series_that_a_measure_names_is_one_that_a_reader_brings() -> None:
    named = {
        key
        for one in CATALOGUE
        for place in (*one.found_in, *one.nearest)
        if isinstance(place, Observations | Standardised)
        for key in (place.indicator, getattr(place, "rates", ""))
        if key and not key.startswith(PROVIDERS_OF_SERIES_BESIDE_THE_TABLE)
    }
    assert named - set(series_table()) == set()


def test_milestones_of_the_catalogue_and_ambitions_of_the_rule_book_never_contradict_one_another() -> None:
    book = load_rule_book()
    compared = 0
    for measure in CATALOGUE:
        for ambition in book.ambitions:
            if ambition.standard != measure.standard:
                continue
            same = [one for one in measure.targets if one.kind is TargetKind.MILESTONE and one.by == ambition.by]
            assert [one.value for one in same if one.value is not None] in ([], [ambition.value * 100])
            compared += len(same)
    assert compared >= 5


def test_what_is_from_memory_is_marked_as_provisional() -> None:
    memory = [one for measure in CATALOGUE for one in measure.targets if one.verification is Verification.MEMORY]
    assert len(memory) >= 8
    assert all(one.verification.is_provisional for one in memory)


def test_an_unknown_measure_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownParameter, match="no measure called 'CWT-99'"):
        CATALOGUE["CWT-99"]


def test_every_ambition_of_the_taskforce_has_a_measure() -> None:
    without = [one.id for one in CATALOGUE.ambitions.values() if not CATALOGUE.serving(one.id)]
    assert without == []
