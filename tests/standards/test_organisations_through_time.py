"""Who took over from whom: an organisation of an earlier day leads to the one that holds its patients today."""

from datetime import date

from clearway.standards.organisations import load_organisations

TODAY = date(2025, 6, 1)
organisations = load_organisations()


def test_a_merged_trust_leads_to_its_successor_from_the_day_of_the_merger() -> None:
    assert organisations.today_code("RAP", date(2024, 6, 1), date(2024, 12, 31)) == "RAP"
    assert organisations.today_code("RAP", date(2024, 6, 1), date(2025, 1, 1)) == "RAL"


def test_a_site_leads_through_its_trust() -> None:
    assert organisations.today_code("RAP01", date(2024, 6, 1), TODAY) == "RAL"
    assert organisations.today_code("NT301", date(2024, 6, 1), TODAY) == "NT3"


def test_mergers_are_followed_as_a_chain_with_dates_and_how_sure_each_is() -> None:
    chain = organisations.successors("RM4", TODAY)
    assert [(one.old, one.new, one.applies_from, one.trust.value) for one in chain] == [
        ("RM4", "RW3", date(2012, 4, 1), "verified"),
        ("RW3", "R0A", date(2017, 10, 1), "verified"),
    ]
    assert organisations.today_code("RM4", date(2011, 1, 1), TODAY) == "R0A"
    assert [one.trust.value for one in organisations.successors("RAP", TODAY)] == ["running_code"]


def test_forerunners_of_forerunners_are_named_too() -> None:
    found = organisations.predecessors("R0A", TODAY)
    assert {one.old for one in found} == {"RM2", "RW3", "RM4"}
    assert found == tuple(sorted(found, key=lambda one: (one.applies_from, one.old), reverse=True))
    assert organisations.predecessors("RAL", date(2024, 12, 31))[0].old == "RVL"


def test_a_split_trust_leads_nowhere_and_says_so() -> None:
    assert organisations.today_code("RW6", date(2020, 1, 1), TODAY) == "RW6"
    assert organisations.successors("RW6", TODAY) == ()
    assert {one.new for one in organisations.splits("RW6", TODAY)} == {"R0A", "RM3"}
    assert {one.old for one in organisations.splits("RM3", TODAY)} == {"RW6"}


def test_a_merged_commissioner_leads_to_the_sub_icb_location_of_today() -> None:
    assert organisations.today_code("03Y", date(2018, 1, 1), TODAY) == "15M"
    assert organisations.today_code("10T", date(2017, 1, 1), TODAY) == "D4U1Y"
    assert organisations.today_code("02Q", date(2017, 1, 1), TODAY) == "02Q"
    assert {one.old for one in organisations.predecessors("15M", TODAY)} == {"03X", "03Y", "04J", "04R"}


def test_an_unknown_code_stays_itself() -> None:
    assert organisations.today_code("XYZ", date(2024, 1, 1), TODAY) == "XYZ"


def test_every_chain_of_commissioners_ends_in_a_location_that_the_reference_holds() -> None:
    from clearway.standards.organisations.reference import SHIPPED
    from clearway.standards.organisations.tables import read_tables

    tables = read_tables(SHIPPED)
    for one in tables.commissioner_successions:
        assert organisations.today_code(one.old, date(2013, 4, 1), date(2024, 1, 1)) in tables.sub_icbs, one
