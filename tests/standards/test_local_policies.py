"""An alliance's own dated policies: applied on their days, shown with the national value, refused by name."""
# ruff: noqa: E501 (one fault a line, so that the tables read as tables)

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clearway.standards import Code, Override, Source, StandardsError, Trust, load_rule_book, read_overrides
from clearway.standards.codes import DatedCode
from clearway.standards.docs.folder import POLICY
from clearway.standards.overrides import LocalCode, overridden_codes

POLICY_TEXT = """\
policy_id: P1
scope: {alliance: E54}
parameter: handover_day
value: 36
valid_from: 2025-04-01
valid_to: 2026-03-31
reason: Earlier hand-over
agreed_by: The board
source: {document: Local policy, version: "1", paragraph: "2", evidence: []}
"""


def folder_of(tmp_path: Path, *texts: str) -> Path:
    for number, text in enumerate(texts):
        (tmp_path / f"policy_{number}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_policy_holds_on_its_days_and_remembers_the_national_value(tmp_path: Path) -> None:
    book = load_rule_book(folder_of(tmp_path, POLICY_TEXT))
    by_day = {on: book.value("handover_day", on) for on in (date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31))}
    assert by_day == {date(2025, 3, 31): 38, date(2025, 4, 1): 36, date(2026, 3, 31): 36}
    assert book.value("handover_day", date(2026, 4, 1)) == 38
    dated = book.dated("handover_day", date(2025, 6, 1))
    assert dated.national == 38
    assert dated.overridden_by is not None
    assert dated.overridden_by.policy_id == "P1"
    assert dated.standing == "local policy P1, agreed by The board"
    assert book.dated("handover_day", date(2026, 4, 1)).overridden_by is None
    assert [one.policy_id for one in book.parameters["handover_day"].overridden_by] == ["P1"]
    assert load_rule_book().value("handover_day", date(2025, 6, 1)) == 38


def test_a_policy_without_an_end_stays(tmp_path: Path) -> None:
    book = load_rule_book(folder_of(tmp_path, POLICY_TEXT.replace("valid_to: 2026-03-31\n", "")))
    assert book.value("handover_day", date(2040, 1, 1)) == 36


def test_a_policy_for_one_tumour_site_holds_for_that_site_alone(tmp_path: Path) -> None:
    of_site = POLICY_TEXT.replace("{alliance: E54}", '{alliance: E54, tumour_site: "Urological - Prostate"}')
    of_site = of_site.replace("P1", "P2").replace("36", "31")
    book = load_rule_book(folder_of(tmp_path, POLICY_TEXT, of_site))
    on = date(2025, 6, 1)
    assert book.value("handover_day", on) == 36
    prostate = book.for_tumour_site("Urological - Prostate")
    assert prostate.value("handover_day", on) == 31
    assert prostate.dated("handover_day", on).national == 38
    assert book.for_tumour_site("Skin") is book


def test_the_example_in_the_documentation_works() -> None:
    book = load_rule_book(POLICY.parent)
    assert book.value("handover_day", date(2025, 6, 1)) == 38
    assert book.for_tumour_site("Urological - Prostate").value("handover_day", date(2025, 6, 1)) == 31


CODE_POLICY = POLICY_TEXT.replace(
    "parameter: handover_day\nvalue: 36\n",
    'code: {list: modality, code: "22", label: Radiosurgery, group: Radiotherapy}\n',
)


def test_a_provisional_code_may_be_read_otherwise_on_the_days_of_a_policy(tmp_path: Path) -> None:
    book = load_rule_book(folder_of(tmp_path, CODE_POLICY))
    groups = [
        book.codes("modality", date(2025, 3, 31) + timedelta(days=after))["22"].group for after in (0, 1, 365, 366)
    ]
    assert groups == ["Other", "Radiotherapy", "Radiotherapy", "Other"]
    local = next(held for held in book.code_lists["modality"].codes if held.overridden_by)
    assert (local.overridden_by, local.code.code) == ("P1", "22")


def test_a_code_that_was_not_read_may_be_added(tmp_path: Path) -> None:
    added = CODE_POLICY.replace(
        'list: modality, code: "22", label: Radiosurgery, group: Radiotherapy',
        'list: fds_exclusion_reason, code: "01", label: As read locally',
    )
    book = load_rule_book(folder_of(tmp_path, added))
    assert book.codes("fds_exclusion_reason", date(2025, 6, 1))["01"].label == "As read locally"
    assert book.codes("fds_exclusion_reason", date(2026, 6, 1)) == {}


def test_under_a_what_if_set_only_the_codes_of_its_day_are_in_the_table_for_sql(tmp_path: Path) -> None:
    book = load_rule_book(folder_of(tmp_path, CODE_POLICY))
    held = {
        label: [row["group"] for row in book.as_set(label).code_table().to_pylist() if row["label"] == "Radiosurgery"]
        for label in ("v11", "v12")
    }
    assert held == {"v11": ["Other"], "v12": ["Radiotherapy"]}


def test_a_policy_may_span_a_change_of_the_national_code() -> None:
    national = load_rule_book().code_lists["modality"]
    old = DatedCode(Code("x", "old", "Other", Trust.MEMORY), date(2010, 1, 1), date(2015, 12, 31))
    new = DatedCode(Code("x", "new", "Other", Trust.MEMORY), date(2016, 1, 1))
    lists = {"modality": replace(national, codes=(old, new))}
    local = replace(
        policy("", "", date(2012, 1, 1), date(2018, 12, 31)), code=LocalCode("modality", "x", "local", "Other")
    )
    after = overridden_codes(lists, (local,))["modality"]
    days = [date(2011, 12, 31), date(2012, 1, 1), date(2018, 12, 31), date(2019, 1, 1)]
    assert [after.valid_on(on)["x"].label for on in days] == ["old", "local", "local", "new"]
    spans = [(held.code.label, held.applies_from, held.applies_to) for held in after.codes]
    assert spans == [
        ("old", date(2010, 1, 1), date(2011, 12, 31)),
        ("new", date(2019, 1, 1), None),
        ("local", date(2012, 1, 1), date(2018, 12, 31)),
    ]


def test_a_local_code_leaves_other_codes_and_other_days_alone() -> None:
    national = load_rule_book().code_lists["modality"]
    over = DatedCode(Code("x", "over", "Other", Trust.VERIFIED), date(2010, 1, 1), date(2011, 12, 31))
    later = DatedCode(Code("x", "later", "Other", Trust.VERIFIED), date(2019, 1, 1))
    other = DatedCode(Code("y", "other", "Other", Trust.VERIFIED), date(2010, 1, 1))
    lists = {"modality": replace(national, codes=(over, later, other))}
    local = replace(
        policy("", "", date(2012, 1, 1), date(2018, 12, 31)), code=LocalCode("modality", "x", "local", "Other")
    )
    after = overridden_codes(lists, (local,))["modality"]
    assert after.codes[:3] == (over, later, other)
    assert after.valid_on(date(2015, 1, 1))["x"].label == "local"


@pytest.mark.parametrize(
    ("starts", "ends", "labels"),
    [
        (date(2010, 1, 1), date(2010, 1, 9), ["local", "local", "local"]),
        (date(2010, 1, 1), date(2010, 1, 1), ["local", "old", "old"]),
        (date(2010, 1, 9), date(2010, 1, 9), ["old", "old", "local"]),
        (date(2010, 1, 5), date(2010, 1, 5), ["old", "local", "old"]),
    ],
)
def test_a_local_code_reaches_exactly_to_its_first_and_last_day(starts: date, ends: date, labels: list[str]) -> None:
    national = load_rule_book().code_lists["modality"]
    old = DatedCode(Code("x", "old", "Other", Trust.MEMORY), date(2010, 1, 1), date(2010, 1, 9))
    lists = {"modality": replace(national, applies_from=date(2010, 1, 1), codes=(old,))}
    local = replace(policy("", "", starts, ends), code=LocalCode("modality", "x", "local", "Other"))
    after = overridden_codes(lists, (local,))["modality"]
    assert [after.valid_on(on)["x"].label for on in (date(2010, 1, 1), date(2010, 1, 5), date(2010, 1, 9))] == labels
    assert "x" not in after.valid_on(date(2010, 1, 10))
    spans = sorted((held.applies_from, held.applies_to or date.max) for held in after.codes)
    assert all(first <= last for first, last in spans)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(spans))


def test_a_policy_may_hold_for_one_day(tmp_path: Path) -> None:
    book = load_rule_book(folder_of(tmp_path, POLICY_TEXT.replace("2026-03-31", "2025-04-01")))
    values = [book.value("handover_day", date(2025, 3, 31) + timedelta(days=after)) for after in range(3)]
    assert values == [38, 36, 38]


REFUSED = [
    ("an unknown parameter", "parameter: handover_day", "parameter: hand_over", "P1.parameter", "no rule has 'hand_over'"),
    ("a national value", "handover_day\nvalue: 36", "d62_days\nvalue: 70", "P1.parameter", "not open to local policy"),
    ("a setting outside its allowed values", "handover_day\nvalue: 36", "upgrade_on_urgent\nvalue: ignore", "P1.value", "allowed: move_clock, keep_referral_clock"),
    ("a value of the wrong kind", "value: 36", "value: soon", "P1.value", "not a value of handover_day"),
    ("a value before the national one", "2025-04-01", "2016-03-31", "P1.valid_from", "before the first national value"),
    ("an end before the start", "2026-03-31", "2025-03-31", "valid_to", "before valid_from"),
    ("neither parameter nor code", "parameter: handover_day\nvalue: 36\n", "", "parameter", "one policy says one thing"),
    ("a parameter without a value", "value: 36\n", "", "parameter", "one policy says one thing"),
    ("an unknown key", "reason:", "because:", "because", "unknown key"),
    ("nobody who agreed", "agreed_by: The board\n", "", "agreed_by", "missing key"),
    ("no alliance", "{alliance: E54}", "{}", "scope.alliance", "missing key"),
    ("an unknown tumour site", "{alliance: E54}", "{alliance: E54, tumour_site: Knee}", "P1.scope.tumour_site", "'Knee' is not a published cancer type"),
    ("a date in quotes", "valid_from: 2025-04-01", 'valid_from: "2025-04-01"', "valid_from", "not a date"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "words"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_policy_that_may_not_be_is_refused_by_file_and_key(
    tmp_path: Path, old: str, new: str, key: str, words: str
) -> None:
    assert old in POLICY_TEXT
    with pytest.raises(StandardsError) as raised:
        load_rule_book(folder_of(tmp_path, POLICY_TEXT.replace(old, new)))
    assert (raised.value.file, raised.value.key) == ("policy_0.yaml", key)
    assert words in str(raised.value)


REFUSED_CODES = [
    ("an unknown list", "list: modality", "list: modalities", "P1.code.list", "no list 'modalities'"),
    ("a verified code", 'list: modality, code: "22", label: Radiosurgery, group: Radiotherapy', 'list: event_type, code: "01", label: First, group: first', "P1.code", "is verified"),
    ("an unknown group", "group: Radiotherapy", "group: Rays", "P1.code.group", "'Rays' is not a group of modality"),
    ("a code for one tumour site", "{alliance: E54}", "{alliance: E54, tumour_site: Skin}", "P1.scope.tumour_site", "every tumour site"),
    ("a day before the list", "2025-04-01", "2008-04-01", "P1.valid_from", "before the list's first day"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "key", "words"), [one[1:] for one in REFUSED_CODES], ids=[one[0] for one in REFUSED_CODES]
)
def test_a_code_that_may_not_be_is_refused_by_file_and_key(
    tmp_path: Path, old: str, new: str, key: str, words: str
) -> None:
    assert old in CODE_POLICY
    with pytest.raises(StandardsError) as raised:
        load_rule_book(folder_of(tmp_path, CODE_POLICY.replace(old, new)))
    assert (raised.value.file, raised.value.key) == ("policy_0.yaml", key)
    assert words in str(raised.value)


def test_two_policies_for_the_same_days_are_refused(tmp_path: Path) -> None:
    second = POLICY_TEXT.replace("P1", "P2").replace("2025-04-01", "2026-03-31").replace("valid_to: 2026-03-31\n", "")
    with pytest.raises(StandardsError, match=r"P2\.valid_from: handover_day is set for the same days by P1"):
        load_rule_book(folder_of(tmp_path, POLICY_TEXT, second))
    with pytest.raises(StandardsError, match=r"22 is set for the same days by P1"):
        load_rule_book(folder_of(tmp_path, CODE_POLICY, CODE_POLICY.replace("P1", "P2")))


def test_a_policy_that_ends_on_the_day_the_other_begins_is_refused(tmp_path: Path) -> None:
    earlier = (
        POLICY_TEXT.replace("P1", "P2")
        .replace("2026-03-31", "2025-04-01")
        .replace("from: 2025-04-01", "from: 2024-01-01")
    )
    with pytest.raises(StandardsError, match="P2"):
        load_rule_book(folder_of(tmp_path, POLICY_TEXT, earlier))
    before = load_rule_book(folder_of(tmp_path, POLICY_TEXT, earlier.replace("to: 2025-04-01", "to: 2025-03-31")))
    assert [one.policy_id for one in before.parameters["handover_day"].overridden_by] == ["P2", "P1"]


def test_one_policy_may_follow_the_other(tmp_path: Path) -> None:
    second = POLICY_TEXT.replace("P1", "P2").replace("2025-04-01", "2026-04-01").replace("valid_to: 2026-03-31\n", "")
    book = load_rule_book(folder_of(tmp_path, POLICY_TEXT, second.replace("36", "35")))
    assert book.value("handover_day", date(2026, 3, 31)) == 36
    assert book.value("handover_day", date(2026, 4, 1)) == 35


def test_policies_of_two_alliances_or_with_one_name_do_not_share_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StandardsError, match=r"policy_1\.yaml: P2\.scope\.alliance"):
        read_overrides(folder_of(tmp_path, POLICY_TEXT, POLICY_TEXT.replace("P1", "P2").replace("E54", "E55")))
    with pytest.raises(StandardsError, match=r"policy_1\.yaml: P1\.policy_id: is used in policy_0\.yaml too"):
        read_overrides(folder_of(tmp_path, POLICY_TEXT, POLICY_TEXT))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StandardsError, match="is not a folder"):
        load_rule_book(tmp_path / "missing")


def policy(parameter: str, value: bool | str, starts: date, ends: date | None) -> Override:
    source = Source("Local policy", "1", "2", ())
    return Override("P", "E54", "", parameter, value, None, starts, ends, "because", "the board", source, "p.yaml")


DAYS = st.dates(date(2009, 1, 1), date(2030, 12, 31))


SHARED_BY_SIX = date(2018, 4, 1)
"""The day on which the national value of `six_scenarios` changes."""


@example(starts=date(2015, 1, 1), length=(date(2018, 3, 31) - date(2015, 1, 1)).days, asked=SHARED_BY_SIX)
@example(starts=date(2015, 1, 1), length=(SHARED_BY_SIX - date(2015, 1, 1)).days, asked=SHARED_BY_SIX)
@example(starts=SHARED_BY_SIX, length=0, asked=SHARED_BY_SIX)
@example(starts=SHARED_BY_SIX, length=None, asked=SHARED_BY_SIX)
@example(starts=date(2009, 1, 1), length=0, asked=date(2009, 1, 2))
@given(starts=DAYS, length=st.one_of(st.none(), st.integers(0, 6000)), asked=DAYS)
def test_a_policy_changes_its_own_days_and_no_other(starts: date, length: int | None, asked: date) -> None:
    national = load_rule_book()
    ends = None if length is None else starts + timedelta(days=length)
    local = national.with_overrides([policy("six_scenarios", True, starts, ends)])
    dates = [dated.applies_from for dated in local.parameters["six_scenarios"].values]
    assert all(earlier < later for earlier, later in pairwise(dates))
    for on in (asked, starts, starts - timedelta(days=1), ends or starts, (ends or starts) + timedelta(days=1)):
        if on < date(2009, 1, 1):
            continue
        is_local = starts <= on and (ends is None or on <= ends)
        dated = local.dated("six_scenarios", on)
        assert dated.value is (True if is_local else national.value("six_scenarios", on))
        assert (dated.overridden_by is not None) is is_local
        if is_local:
            assert dated.national is national.value("six_scenarios", on)


def test_a_policy_reaches_the_table_for_sql_and_the_what_if_sets() -> None:
    local = load_rule_book().with_overrides([policy("screening_needs_urgent", False, date(2023, 1, 1), None)])
    table = local.unrolled(date(2022, 12, 31), date(2023, 1, 1))
    assert table.column("screening_needs_urgent").to_pylist() == [True, False]
    assert local.as_set("v11").value("screening_needs_urgent", date(2025, 1, 1)) is False
    assert local.as_set("v10").value("screening_needs_urgent", date(2025, 1, 1)) is True
    assert local.threshold("62_COMBINED", date(2025, 1, 1)) == Decimal("0.85")
