"""Code lists: what a code means on a day, and the group into which the clocks sort it."""

from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from tests.shared import shared_path

from clearway.standards import Code, CodeList, RuleBook, RuleNotKnown, Trust, load_rule_book
from clearway.standards.codes import DatedCode

TODAY = date(2025, 6, 1)
EXTRACT = "data/cwt/provider_extracts/CWT-CRS-Apr-2024-to-Sep-2024-Data-Extract-Provider-Final.xlsx"


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rule_book()


def grouped(book: RuleBook, list_name: str) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for code in book.codes(list_name, TODAY).values():
        groups.setdefault(code.group, set()).add(code.code)
    return groups


def test_first_treatments_are_01_07_and_12(book: RuleBook) -> None:
    assert grouped(book, "event_type") == {
        "first": {"01", "07", "12"},
        "subsequent": {"02", "03", "04", "05", "06", "08", "09", "10", "11"},
    }


def test_modalities_fall_into_the_four_published_groups_and_declined_is_none_of_them(book: RuleBook) -> None:
    assert grouped(book, "modality") == {
        "Surgery": {"01", "23", "24"},
        "Anti-cancer drug regimen": {"02", "03", "14", "15"},
        "Radiotherapy": {"04", "05", "06", "13"},
        "Other": {"07", "08", "09", "10", "11", "12", "16", "17", "19", "20", "21", "22", "97"},
        "not_a_treatment": {"98"},
    }


@pytest.mark.parametrize("code", ["19", "21", "22"])
def test_a_modality_whose_national_group_was_not_confirmed_is_provisional(book: RuleBook, code: str) -> None:
    assert book.codes("modality", TODAY)[code].trust is Trust.DESIGN


def test_end_reasons_01_02_and_04_count_and_03_does_not(book: RuleBook) -> None:
    assert grouped(book, "fds_end_reason") == {"counts": {"01", "02", "04"}, "excluded": {"03"}}


def test_in_patient_and_day_case_are_admitted_care(book: RuleBook) -> None:
    assert grouped(book, "care_setting") == {"admitted": {"01", "02"}, "other": {"03"}}


def test_statuses_03_and_07_close_the_pathway(book: RuleBook) -> None:
    assert grouped(book, "patient_status")["closes"] == {"03", "07"}


def test_source_17_is_the_only_screening_source(book: RuleBook) -> None:
    assert grouped(book, "source_of_referral")["screening"] == {"17"}
    assert grouped(book, "source_of_referral")["consultant"] == {"01", "02", "10", "11"}


def test_only_care_commissioned_in_england_counts(book: RuleBook) -> None:
    assert grouped(book, "funding")["counts"] == {"NHS_ENGLAND"}


def test_the_scope_is_c00_to_c97_and_d05_and_nothing_else(book: RuleBook) -> None:
    assert set(book.codes("icd10_scope", TODAY)) == {f"C{number:02d}" for number in range(98)} | {"D05"}


def test_basal_cell_carcinoma_has_seven_tissue_codes(book: RuleBook) -> None:
    expected = ["M80903", "M80913", "M80923", "M80933", "M80943", "M80953", "M81103"]
    assert list(book.codes("bcc_morphology", TODAY)) == expected


def test_acute_leukaemia_has_ten_codes_from_memory(book: RuleBook) -> None:
    held = book.codes("acute_leukaemia", TODAY)
    assert list(held) == ["C910", "C920", "C924", "C925", "C926", "C928", "C930", "C940", "C942", "C950"]
    assert {code.trust for code in held.values()} == {Trust.MEMORY}


@pytest.mark.parametrize(
    ("icd10", "printed", "printed_before"),
    [
        ("C50", "Breast", "Breast"),
        ("D05", "Breast", "Breast"),
        ("C33", "Lung", "Lung"),
        ("C34", "Lung", "Lung"),
        ("C17", "Lower Gastrointestinal", "Lower Gastrointestinal"),
        ("C21", "Lower Gastrointestinal", "Lower Gastrointestinal"),
        ("C15", "Upper Gastrointestinal - Oesophagus & Stomach", "Upper Gastrointestinal"),
        ("C16", "Upper Gastrointestinal - Oesophagus & Stomach", "Upper Gastrointestinal"),
        ("C22", "Upper Gastrointestinal - Hepatobiliary", "Upper Gastrointestinal"),
        ("C25", "Upper Gastrointestinal - Hepatobiliary", "Upper Gastrointestinal"),
        ("C51", "Gynaecological", "Gynaecological"),
        ("C58", "Gynaecological", "Gynaecological"),
        ("C61", "Urological - Prostate", "Urological"),
        ("C62", "Urological - Other (a)", "Urological"),
        ("C60", "Urological - Other (a)", "Urological"),
        ("C68", "Urological - Other (a)", "Urological"),
        ("C00", "Head & Neck", "Head & Neck"),
        ("C14", "Head & Neck", "Head & Neck"),
        ("C30", "Head & Neck", "Head & Neck"),
        ("C32", "Head & Neck", "Head & Neck"),
        ("C73", "Head & Neck", "Head & Neck"),
        ("C81", "Haematological - Lymphoma", "Haematological"),
        ("C86", "Haematological - Lymphoma", "Haematological"),
        ("C88", "Haematological - Other (a)", "Haematological"),
        ("C96", "Haematological - Other (a)", "Haematological"),
        ("C43", "Skin", "Skin"),
        ("C44", "Skin", "Skin"),
        ("C45", "Other (a)", "Other (a)"),
        ("C71", "Other (a)", "Other (a)"),
        ("C49", "Other (a)", "Other (a)"),
        ("C69", "Other (a)", "Other (a)"),
        ("C80", "Other (a)", "Other (a)"),
        ("C97", "Other (a)", "Other (a)"),
        ("C37", "Other (a)", "Other (a)"),
    ],
)
def test_a_diagnosis_falls_under_its_printed_cancer_type(
    book: RuleBook, icd10: str, printed: str, printed_before: str
) -> None:
    code = book.codes("cancer_type_31_62", TODAY)[icd10]
    assert (code.label, code.group) == (printed, printed_before)


def test_every_diagnosis_in_scope_has_a_cancer_type(book: RuleBook) -> None:
    assert set(book.codes("cancer_type_31_62", TODAY)) == set(book.codes("icd10_scope", TODAY))


def test_every_referral_type_has_a_printed_label(book: RuleBook) -> None:
    labels = {code.group for code in book.codes("referral_type", TODAY).values()}
    assert labels | {"Missing or Invalid"} == set(book.codes("cancer_type_fds", TODAY))
    assert book.codes("referral_type", TODAY)["08"].group == "Suspected skin cancer"


@pytest.mark.slow
def test_our_labels_are_those_of_the_published_extract(book: RuleBook) -> None:
    rows = CalamineWorkbook.from_path(shared_path(EXTRACT)).get_sheet_by_index(0).to_python()
    place = {name: rows[0].index(name) for name in ("STANDARD", "STAGE/ROUTE", "TREATMENT MODALITY", "CANCER TYPE")}

    def printed(column: str, standard: str) -> set[str]:
        held = (row for row in rows[1:] if str(row[place["STANDARD"]]).startswith(standard))
        return {str(row[place[column]]) for row in held} - {"", "ALL CANCERS", "ALL MODALITIES"}

    def labels(list_name: str) -> set[str]:
        return {code.label for code in book.codes(list_name, TODAY).values()}

    assert printed("CANCER TYPE", "28") == set(book.codes("cancer_type_fds", TODAY))
    assert printed("CANCER TYPE", "31") == printed("CANCER TYPE", "62") == labels("cancer_type_31_62")
    assert printed("STAGE/ROUTE", "28") == labels("route_28")
    assert printed("STAGE/ROUTE", "31") == labels("stage_31")
    assert printed("STAGE/ROUTE", "62") == labels("route_62")
    assert printed("TREATMENT MODALITY", "62") == set(grouped(book, "modality")) - {"not_a_treatment"}


def test_lists_that_were_not_read_are_empty_and_say_so(book: RuleBook) -> None:
    for name in ("fds_exclusion_reason", "transfer_reason"):
        assert book.codes(name, TODAY) == {}
        assert "not read" in book.code_lists[name].words


def test_each_exclusion_reason_and_flag_names_a_rule_and_each_flag_says_how_to_mend(book: RuleBook) -> None:
    for name in ("exclusion_reason", "flag"):
        for code in book.codes(name, TODAY).values():
            assert code.rule_id in book.rules, code.code
            assert code.label.endswith(".")
    flags = book.codes("flag", TODAY)
    assert all(code.mend for code in flags.values())
    assert {code.rule_id for code in flags.values()} == {rule.id for rule in book.rules_of("validation")}


def test_a_code_holds_from_its_first_to_its_last_day_and_may_come_back_with_another_meaning() -> None:
    held = load_rule_book().code_lists["priority_type"]
    start, end = date(2020, 1, 10), date(2020, 1, 20)
    old = DatedCode(Code("9", "old", "", Trust.DESIGN), start, end)
    new = DatedCode(Code("9", "new", "", Trust.DESIGN), end + timedelta(days=1))
    listed = CodeList("x", "x", "x", held.source, Trust.DESIGN, date(2020, 1, 1), (old, new))
    day = timedelta(days=1)
    meanings = {
        on: [code.label for code in listed.valid_on(on).values()] for on in (start - day, start, end, end + day)
    }
    assert meanings == {start - day: [], start: ["old"], end: ["old"], end + day: ["new"]}


def test_a_list_asked_for_a_day_before_its_first_is_an_error_that_names_it(book: RuleBook) -> None:
    with pytest.raises(RuleNotKnown, match=r"modality .* 2008-12-31.* 2009-01-01"):
        book.codes("modality", date(2008, 12, 31))
    assert "23" in book.codes("modality", date(2009, 1, 1))


def test_the_table_for_sql_holds_every_dated_code(book: RuleBook) -> None:
    rows = book.code_table().to_pylist()
    assert len(rows) == sum(len(listed.codes) for listed in book.code_lists.values())
    skin = next(row for row in rows if (row["list"], row["code"]) == ("referral_type", "08"))
    assert skin["group"] == "Suspected skin cancer"
    assert (skin["applies_from"], skin["applies_to"]) == (date(2009, 1, 1), date(9999, 12, 31))
    old = book.as_set("v9").code_table().to_pylist()
    assert {row["applies_from"] for row in old} == {date.min}
    assert {row["list"] for row in old} == {row["list"] for row in rows}
