"""A profile is read strictly: what it cannot mean is refused with file, line and key."""

import pytest
from tests.intake.profiles.written import OWN_COLUMNS, profile, profile_text

from clearway.intake.profiles import profile_from, shipped_profiles, written
from clearway.intake.waiting_times.headings import REQUIRED
from clearway.records.findings import Refused

WITH_CODES = OWN_COLUMNS.replace("{from: priority_type}", "{from: Priority, codes: {No: 03, 2WW: 3, '': ''}}")


def refusal(text: str) -> str:
    with pytest.raises(Refused) as caught:
        profile_from(text, "ours.yaml")
    assert caught.value.code == "PROFILE_WRONG"
    return f"{caught.value.reason} {caught.value.mend}"


def test_every_word_is_text_as_written_so_no_is_not_false_and_03_is_not_3():
    codes = profile(columns=WITH_CODES.replace(", '': ''", "")).by_target["priority_type"].codes
    assert codes == {"No": "03", "2WW": "3"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (profile_text(more="colums: {}\n"), 8, "colums: the key is not known"),
        (profile_text().replace("version: 1", "version: one"), 2, "version: 'one' is not a whole number"),
        (profile_text(layout="{kind: csv, separator: ';'}"), 7, "layout.separator: ';' is not known"),
        (profile_text(layout="{kind: pdf}"), 7, "layout.kind: 'pdf' is not known"),
        (profile_text(more="dates: DD/MM\n"), 8, "dates: 'DD/MM' is not known"),
        (profile_text(more="dates: Excel\n"), 8, "a text file has no date cells"),
        (profile_text(more="absent: [sizes]\n"), 8, "'sizes' is no column of the record"),
        (profile_text(columns=OWN_COLUMNS + "  shoe_size: {from: S}\n"), 33, "shoe_size: this is no column"),
        (profile_text(columns=OWN_COLUMNS + "  icd10: {from: D}\n"), 33, "columns.icd10: the key is given twice"),
        (profile_text(columns=OWN_COLUMNS + "  sex: {}\n"), 33, "one of from, join and constant"),
        (profile_text(columns=OWN_COLUMNS + "  sex: {from: [S, S]}\n"), 33, "'S' stands twice"),
        (profile_text(columns=OWN_COLUMNS + "  sex: {from: [a b, a_b]}\n"), 33, "in different spellings"),
        (
            profile_text(columns=OWN_COLUMNS + "  sex: {from: S, dates: DD/MM/YYYY}\n"),
            33,
            "for which dates mean nothing",
        ),
        (profile_text(columns=OWN_COLUMNS + "  sex: {from: S, unmapped: as_sent}\n"), 33, "belongs beside codes"),
        (profile_text(columns=OWN_COLUMNS + "  sex: {from: S, pattern: '(a+)+b'}\n"), 33, "repeats a repeat"),
        (profile_text(columns=OWN_COLUMNS + "  sex: {from: S, pattern: 'ab'}\n"), 33, "one group"),
        (profile_text(columns=WITH_CODES.replace(", '': ''", ", '': 4")), 10, "nothing is written here"),
        (profile_text(columns=OWN_COLUMNS.replace("{from: icd10}", "&a {from: icd10}")), 29, "anchors"),
        (profile_text(columns="  - x\n"), 9, "keys with values belong here"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_key(text, line, words):
    told = refusal(text)
    assert words in told
    assert f"ours.yaml, line {line}" in told


def test_a_column_that_clocks_need_is_mapped_or_called_absent():
    without = OWN_COLUMNS.replace("  transfer_date: {from: transfer_date}\n", "")
    assert "nothing is said of transfer_date" in refusal(profile_text(columns=without))
    assert profile(columns=without, more="absent: [transfer_date]\n").absent == ("transfer_date",)
    assert "is both mapped and absent" in refusal(profile_text(more="absent: [transfer_date]\n"))


@pytest.mark.parametrize("text", ["", "[", "a: b: c", "\x00", "- 1", "{" * 2000])
def test_what_is_no_profile_at_all_is_refused_in_words(text):
    assert "ours.yaml" in refusal(text)


def test_what_is_written_out_and_read_again_is_the_same_profile():
    made = profile(
        layout="{kind: csv, encoding: cp1252, separator: tab, heading_within: 5}",
        more="dates: DD-MON-YYYY\nempty: ['NULL', '-', 01/01/1900]\nignored: [Ward]\nnotes: 'Two: words'\n"
        "organisations: {codes: {MAIN: RFF01}, unmapped: as_sent}\n",
        columns=OWN_COLUMNS.replace("{from: record_id}", "{join: [Case, Part], with: /}")
        + "  pathway_issuer: {constant: RFF}\n"
        + "  sex: {from: [Sex, Gender], codes: {Female: '2'}, case: ignore, unmapped: as_sent, optional: true}\n"
        + "  lsoa: {from: Area, pattern: '([A-Z0-9]+) .*', case: upper}\n",
    )
    again = profile_from(written(made))
    assert again == made
    assert again.digest == made.digest
    assert made.name == "our-register@1"


def test_a_digest_changes_with_what_the_profile_says_and_not_with_how_it_is_laid_out():
    plain = profile()
    assert profile_from("# ours\n" + profile_text().replace("version: 1", "version:   1")).digest == plain.digest
    assert profile(more="dates: DD/MM/YYYY\n").digest != plain.digest


def test_every_shipped_profile_says_of_each_column_that_clocks_need_where_it_is():
    for one in shipped_profiles().values():
        assert set(REQUIRED) <= set(one.by_target) | set(one.absent), one.id
