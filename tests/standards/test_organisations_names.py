"""Names people can read, as they were at the date."""

from datetime import date

import pytest

from clearway.standards.organisations import ProviderKind, load_organisations

organisations = load_organisations()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("RHQ", "Sheffield Teaching Hospitals NHS Foundation Trust"),
        ("RCX", "The Queen Elizabeth Hospital, King's Lynn, NHS Foundation Trust"),
        ("RTD", "The Newcastle upon Tyne Hospitals NHS Foundation Trust"),
        ("RJ1", "Guy's and St Thomas' NHS Foundation Trust"),
        ("RAX", "Kingston and Richmond NHS Foundation Trust"),
        ("NYT", "Assura East Riding LLP"),
        ("NDA", "HCRG Care Services Ltd"),
        ("DLD", "Name not published (DLD)"),
        ("QF7", "NHS South Yorkshire Integrated Care Board"),
        ("14M", "London - H&J Commissioning Hub"),
        ("Y63", "North East and Yorkshire"),
        ("E56000025", "South Yorkshire and Bassetlaw"),
        ("NT301", "Spire South Bank Hospital"),
        ("ENGLAND", "England"),
        ("UNKNOWN", "Unknown"),
        ("UNASSIGNED", "No alliance"),
        ("RHQNG", "Sheffield Teaching Hospitals NHS Foundation Trust (site RHQNG)"),
        ("RZA", "Unknown organisation (RZA)"),
    ],
)
def test_every_sort_of_code_has_a_name(code: str, name: str) -> None:
    assert organisations.name(code) == name


def test_no_name_is_left_in_capitals() -> None:
    names = [organisations.name(code) for code in organisations.providers()]
    assert [name for name in names if name == name.upper()] == []


def test_a_trust_has_the_name_it_had_then() -> None:
    assert organisations.name("RAJ", date(2016, 5, 1)) == "Southend University Hospital NHS Foundation Trust"
    assert organisations.name("RAJ", date(2024, 5, 1)) == "Mid and South Essex NHS Foundation Trust"
    assert organisations.provider("RAX", date(2024, 9, 1)).name == "Kingston Hospital NHS Foundation Trust"


def test_a_sub_icb_was_a_ccg_before_july_2022() -> None:
    assert organisations.name("02Q", date(2022, 6, 30)) == "NHS Bassetlaw CCG"
    assert organisations.name("02Q", date(2022, 7, 1)) == "NHS Nottingham and Nottinghamshire ICB - 02Q"


def test_a_provider_says_what_sort_it_is_and_when_it_was_open() -> None:
    merged = organisations.provider("RAP")
    assert merged.kind is ProviderKind.NHS_TRUST
    assert merged.is_open(date(2024, 12, 31))
    assert not merged.is_open(date(2025, 1, 1))
    assert organisations.provider("S3H9L").kind is ProviderKind.INDEPENDENT
    assert organisations.provider("RZA").kind is ProviderKind.UNKNOWN
