"""What-if sets: this year under the rules of another day, or with a proposed threshold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clearway.standards import RuleNotKnown, UnknownParameter, load_rule_book

THIS_YEAR = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("label", "as_at"),
    [
        ("v9", date(2018, 6, 30)),
        ("v10", date(2020, 6, 30)),
        ("v11", date(2023, 9, 30)),
        ("v12", date(2025, 7, 1)),
    ],
)
def test_every_date_asked_is_replaced_by_the_day_of_the_set(label: str, as_at: date) -> None:
    book = load_rule_book()
    under = book.as_set(label)
    assert (under.label, under.as_at) == (label, as_at)
    for name, parameter in book.parameters.items():
        assert under.value(name, THIS_YEAR) == parameter.dated(as_at).value
        assert under.value(name, date(1990, 1, 1)) == parameter.dated(as_at).value
    assert under.codes("referral_type", THIS_YEAR) == book.codes("referral_type", as_at)


def test_the_sets_differ_where_the_rules_changed() -> None:
    book = load_rule_book()
    told = {label: book.as_set(label).value("fds_in_force", THIS_YEAR) for label in ("v9", "v10", "v11", "v12")}
    assert told == {"v9": False, "v10": True, "v11": True, "v12": True}
    pauses = [book.as_set(label).value("admitted_only_patient_choice", THIS_YEAR) for label in ("v10", "v11")]
    assert pauses == [True, False]
    combined = [book.as_set(label).value("combined_standards", THIS_YEAR) for label in ("v11", "v12")]
    assert combined == [False, True]


def test_a_standard_of_today_is_not_known_under_older_rules() -> None:
    old = load_rule_book().as_set("v11")
    assert old.threshold("62_GP", THIS_YEAR) == Decimal("0.85")
    with pytest.raises(RuleNotKnown, match="62_COMBINED"):
        old.threshold("62_COMBINED", THIS_YEAR)


def test_a_proposed_threshold_changes_the_threshold_alone_and_remembers_the_national_one() -> None:
    book = load_rule_book()
    proposed = book.as_set("taskforce-95-told")
    assert proposed.threshold("FDS", THIS_YEAR) == Decimal("0.95")
    dated = proposed.dated_threshold("FDS", THIS_YEAR)
    assert dated is not None
    assert dated.national == Decimal("0.75")
    assert proposed.as_at is None
    assert proposed.value("two_week_in_force", date(2020, 1, 1)) is True
    assert book.threshold("FDS", THIS_YEAR) == Decimal("0.75")


def test_a_set_made_on_the_spot_is_checked_like_a_shipped_one() -> None:
    book = load_rule_book()
    shorter = replace(book.sets["v12"], label="what-if", parameters={"d62_days": 49})
    assert book.under(shorter).value("d62_days", THIS_YEAR) == 49
    assert book.under(shorter).dated("d62_days", THIS_YEAR).national == 62
    with pytest.raises(UnknownParameter):
        book.under(replace(shorter, parameters={"d63_days": 49}))
    with pytest.raises(UnknownParameter):
        book.under(replace(shorter, thresholds={"63": Decimal("0.5")}))
    with pytest.raises(ValueError, match="not allowed for upgrade_on_urgent; allowed: move_clock"):
        book.under(replace(shorter, parameters={"upgrade_on_urgent": "ignore"}))
    with pytest.raises(ValueError, match="not a value of d62_days"):
        book.under(replace(shorter, parameters={"d62_days": True}))


def test_the_table_for_sql_repeats_the_day_of_the_set() -> None:
    table = load_rule_book().as_set("v9").unrolled(date(2025, 1, 1), date(2025, 1, 3))
    assert table.column("rare_cancers_in_31_days").to_pylist() == [True, True, True]
    assert table.column("on_date").to_pylist() == [date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 3)]
