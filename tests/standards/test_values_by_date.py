"""A parameter answers for a day, and refuses a day before it was known."""

import pickle
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.standards import RuleBook, RuleNotKnown, Trust, UnknownParameter, load_rule_book

OCTOBER_2023 = date(2023, 10, 1)

CHANGES = [
    # parameter, first day of the new value, value the day before, value from that day
    ("two_week_in_force", OCTOBER_2023, True, False),
    ("two_week_breast_in_force", date(2010, 1, 1), False, True),
    ("two_week_breast_in_force", OCTOBER_2023, True, False),
    ("fds_in_force", date(2019, 4, 1), False, True),
    ("rare_cancers_in_31_days", OCTOBER_2023, True, False),
    ("breast_symptomatic_in_62", OCTOBER_2023, False, True),
    ("non_specific_symptoms_in_fds", OCTOBER_2023, False, True),
    ("non_specific_symptoms_in_62", OCTOBER_2023, False, True),
    ("subsequent_other_in_31", OCTOBER_2023, False, True),
    ("subsequent_radiotherapy_in_31", date(2011, 1, 1), False, True),
    ("admitted_only_patient_choice", date(2020, 7, 1), True, False),
    ("six_scenarios", date(2018, 4, 1), False, True),
    ("combined_standards", OCTOBER_2023, False, True),
]

CONSTANT = [
    ("two_week_days", 14),
    ("fds_days", 28),
    ("d31_days", 31),
    ("d62_days", 62),
    ("d62_rare_days", 31),
    ("children_under_years", 16),
    ("handover_day", 38),
    ("treat_days", 24),
    ("backlog_days", 62),
    ("long_wait_days", 104),
    ("screening_needs_urgent", True),
    ("upgrade_on_urgent", "move_clock"),
    ("event_12_is_first", True),
    ("fds_late_exclusion_codes", ()),
    ("multi_provider_rule", "last_referrer"),
]


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book()


@pytest.mark.parametrize(("parameter", "first_day", "before", "after"), CHANGES)
def test_a_value_changes_on_its_day_and_not_before(
    book: RuleBook, parameter: str, first_day: date, before: bool, after: bool
) -> None:
    assert book.value(parameter, first_day - timedelta(days=1)) is before
    assert book.value(parameter, first_day) is after
    assert book.value(parameter, first_day + timedelta(days=1)) is after


@pytest.mark.parametrize(("parameter", "value"), CONSTANT)
def test_a_value_without_changes_holds_from_its_first_day_on(book: RuleBook, parameter: str, value: object) -> None:
    held = book.parameters[parameter]
    assert len(held.values) == 1
    assert book.value(parameter, held.first) == value
    assert book.value(parameter, date(2030, 1, 1)) == value
    assert type(book.value(parameter, held.first)) is type(value)


def test_every_parameter_has_its_changes_listed_above(book: RuleBook) -> None:
    changes = {(name, dated.applies_from) for name, held in book.parameters.items() for dated in held.values[1:]}
    assert changes == {(name, first_day) for name, first_day, _, _ in CHANGES}
    assert set(book.parameters) == {name for name, *_ in CHANGES} | {name for name, _ in CONSTANT}


def test_a_day_before_the_first_value_is_an_error_that_names_rule_parameter_and_both_dates(book: RuleBook) -> None:
    with pytest.raises(RuleNotKnown, match=r"FDS-4 .* fds_days for 2018-03-31.* 2018-04-01") as raised:
        book.value("fds_days", date(2018, 3, 31))
    assert raised.value.rule_id == "FDS-4"
    assert raised.value.first == date(2018, 4, 1)
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_a_name_that_no_rule_has_is_told_apart_from_a_rule_not_yet_known(book: RuleBook) -> None:
    with pytest.raises(UnknownParameter, match="no parameter called 'fds_dais'") as raised:
        book.value("fds_dais", date(2025, 1, 1))
    assert isinstance(raised.value, KeyError)
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)
    with pytest.raises(UnknownParameter, match="no code list called 'modalities'"):
        book.codes("modalities", date(2025, 1, 1))
    with pytest.raises(UnknownParameter, match="no standard called '62'"):
        book.threshold("62", date(2025, 1, 1))
    with pytest.raises(UnknownParameter, match="no standard called '62'"):
        book.ambition("62", date(2025, 1, 1))
    with pytest.raises(UnknownParameter, match="no set called 'v8'"):
        book.as_set("v8")


def test_a_value_comes_with_its_provenance(book: RuleBook) -> None:
    dated = book.dated("rare_cancers_in_31_days", OCTOBER_2023)
    assert (dated.applies_from, dated.known_from) == (OCTOBER_2023, date(2023, 8, 17))
    assert dated.trust is Trust.MEMORY
    assert dated.standing == "provisional (from memory)"
    assert book.parameters["rare_cancers_in_31_days"].trust is Trust.MEMORY
    assert book.parameters["d62_days"].trust.words == "verified"


def test_each_parameter_names_the_date_that_picks_it(book: RuleBook) -> None:
    picked = {name: held.picked_by for name, held in book.parameters.items()}
    assert picked["two_week_in_force"] == picked["two_week_days"] == "date_first_seen"
    assert picked["fds_in_force"] == "crtp_start"
    assert picked["fds_days"] == picked["non_specific_symptoms_in_fds"] == "fds_end_date"
    assert picked["d62_days"] == picked["six_scenarios"] == "treatment_start_date"
    assert picked["backlog_days"] == "report_date"


@given(on=st.dates(date(2009, 1, 1), date(2035, 12, 31)))
def test_the_table_for_sql_says_on_every_day_what_the_book_says(on: date) -> None:
    book = load_rule_book()
    row = book.unrolled(on, on).to_pylist()[0]
    assert row.pop("on_date") == on
    assert set(row) == set(book.parameters)
    for name, cell in row.items():
        if on < book.parameters[name].first:
            assert cell is None
        else:
            value = book.value(name, on)
            assert cell == (" ".join(value) if isinstance(value, tuple) else value)


def test_the_table_for_sql_has_one_row_a_day_both_ends_included(book: RuleBook) -> None:
    days = book.unrolled(date(2024, 2, 27), date(2024, 3, 1)).column("on_date").to_pylist()
    assert days == [date(2024, 2, 27), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]
    with pytest.raises(ValueError, match="lies before"):
        book.unrolled(date(2024, 3, 2), date(2024, 3, 1))


def test_what_was_published_later_was_not_known_before(book: RuleBook) -> None:
    then = book.as_known_on(date(2023, 8, 16))
    assert then.value("combined_standards", date(2024, 1, 1)) is False
    assert book.as_known_on(date(2023, 8, 17)).value("combined_standards", date(2024, 1, 1)) is True
    assert then.threshold("62_COMBINED", date(2024, 1, 1)) is None
    assert then.standards["62_COMBINED"].threshold is None
    assert book.as_known_on(date(2023, 8, 17)).threshold("62_COMBINED", date(2024, 1, 1)) == Decimal("0.85")
    assert book.as_known_on(date(2024, 3, 31)).ambition("FDS", date(2024, 5, 1)) is None
    assert book.as_known_on(date(2024, 4, 1)).ambition("FDS", date(2024, 5, 1)) is not None
    with pytest.raises(RuleNotKnown, match="2018-04-01"):
        book.as_known_on(date(2017, 1, 1)).value("fds_days", date(2020, 1, 1))


def test_the_book_is_read_once_and_survives_a_move_between_processes(book: RuleBook) -> None:
    assert load_rule_book() is book
    moved = pickle.loads(pickle.dumps(book))
    assert moved.codes("event_type", date(2025, 1, 1)) == book.codes("event_type", date(2025, 1, 1))
    assert moved == book


def test_decimals_in_the_files_stay_exact(book: RuleBook) -> None:
    assert book.threshold("62_COMBINED", date(2025, 3, 1)) == Decimal("0.85")
    assert isinstance(book.threshold("62_COMBINED", date(2025, 3, 1)), Decimal)
