"""What the reference answers for any code: of each sort, in order, and as it was on the day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clearway.standards import Trust
from clearway.standards.organisations import UNKNOWN, load_organisations
from clearway.standards.organisations.entries import (
    Alliance,
    Basis,
    FormerName,
    Icb,
    Placement,
    PlacementRole,
    Provider,
    ProviderKind,
    Site,
    SubIcb,
    Succession,
)
from clearway.standards.organisations.reference import Organisations

KIND = next(kind for kind in ProviderKind if kind is not ProviderKind.UNKNOWN)
D2020, D2021, D2023 = date(2020, 4, 1), date(2021, 4, 1), date(2023, 4, 1)


def placed(code: str, alliance: str, begins: date | None, role: PlacementRole = PlacementRole.PRINCIPAL) -> Placement:
    share = Decimal("0.4") if role is PlacementRole.ALSO_SERVES else None
    return Placement(code, alliance, Basis.JUDGEMENT, Trust.DESIGN, "", share, begins, role=role)


SHIPPED = load_organisations()._tables
TABLES = replace(
    SHIPPED,
    providers={"RBB": Provider("RBB", "Trust B", KIND, D2020), "RAA": Provider("RAA", "Trust A", KIND)},
    sites={"XB2": Site("XB2", "Second", "RBB", Trust.DESIGN), "XA1": Site("XA1", "First", "RAA", Trust.DESIGN)},
    successions=(Succession("ROO", "RAA", D2021, Trust.DESIGN, ""),),
    commissioner_successions=(
        Succession("01B", "01A", D2021, Trust.DESIGN, ""),
        Succession("01A", "01C", D2023, Trust.DESIGN, ""),
        Succession("00Z", "01C", D2023, Trust.DESIGN, ""),
    ),
    former_names=(
        FormerName("RBB", "Trust B, later", "2021-01", "2021-12"),
        FormerName("RBB", "Trust B, at first", "2020-04", "2020-12"),
    ),
    alliances={
        "E2": Alliance("E2", "Beta", D2023, None, Trust.DESIGN),
        "E1": Alliance("E1", "Alpha", D2021, None, Trust.DESIGN),
    },
    icbs={
        "QB": Icb("QB", "Board B", "", "", "", D2023),
        "QA": Icb("QA", "Board A", "", "", "", D2021),
    },
    sub_icbs={"01A": SubIcb("01A", "Location", "CCG", "", "", "QA")},
    commissioner_placements=(placed("01A", "E2", D2023), placed("01A", "E1", D2021), placed("01A", "E1", None)),
)
PLACEMENTS = (
    placed("RBB", "E2", D2023),
    placed("RBB", "E1", D2021),
    placed("RBB", "E2", None, PlacementRole.ALSO_SERVES),
    placed("RBB", "E1", None),
)
SMALL = Organisations(TABLES, PLACEMENTS)


def test_every_code_is_listed_by_what_it_stands_for_in_order():
    codes = SMALL.codes()
    assert codes["alliance"] == ("E1", "E2")
    assert codes["provider"] == ("RAA", "RBB")
    assert codes["site"] == ("XA1", "XB2")
    assert codes["icb"] == ("QA", "QB")
    assert codes["sub_icb"] == ("01A",)
    assert codes["former_ccg"] == ("00Z", "01B"), "01A is a location as well"
    assert codes["hub"] == tuple(sorted(SHIPPED.hubs))
    assert set(codes) == {"alliance", "provider", "site", "icb", "sub_icb", "hub", "former_ccg"}


def test_what_belongs_to_a_provider_is_found_by_its_code():
    assert [one.code for one in SMALL.sites(" rbb ")] == ["XB2"]
    assert [one.name for one in SMALL.former_names(" rbb ")] == ["Trust B, at first", "Trust B, later"]
    assert SMALL.former_names("RAA") == ()


def test_placements_of_a_provider_come_principal_first_and_each_in_order_of_date():
    found = [(one.role, one.applies_from) for one in SMALL.placements_of_provider(" rbb ")]
    principal, also = PlacementRole.PRINCIPAL, PlacementRole.ALSO_SERVES
    assert found == [(principal, None), (principal, D2021), (principal, D2023), (also, None)]


def test_placements_of_a_commissioner_come_in_order_of_date():
    assert [one.applies_from for one in SMALL.placements_of_commissioner(" 01a ")] == [None, D2021, D2023]


def test_alliances_and_boards_are_known_from_the_first_of_them_on():
    assert (SMALL.alliances_from, SMALL.icbs_from) == (D2021, D2021)


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("rbb", None, "Trust B"),
        ("RBB", date(2020, 3, 31), "Trust B"),
        ("RBB", date(2020, 4, 1), "Trust B, at first"),
        ("RBB", date(2020, 12, 31), "Trust B, at first"),
        ("RBB", date(2021, 12, 31), "Trust B, later"),
        ("RBB", date(2022, 1, 1), "Trust B"),
        ("01A", None, "Location"),
        ("01A", date(2021, 3, 31), "CCG"),
        ("01A", D2021, "Location"),
        ("RBB01", None, "Trust B (site RBB01)"),
        ("", None, "Unknown"),
        ("ZZZ", None, "Unknown organisation (ZZZ)"),
    ],
)
def test_a_name_is_the_one_of_the_day(code: str, on: date | None, name: str):
    assert SMALL.name(code, on) == name


def test_a_site_of_a_newer_code_is_named_by_the_trust_that_is_open_on_the_day():
    known = replace(TABLES, providers={"R1B": Provider("R1B", "Trust B", KIND, D2020)})
    small = Organisations(known, ())
    assert small.name("R1B2C", date(2020, 3, 31)) == "Unknown organisation (R1B2C)"
    assert small.name("R1B2C", D2020) == "Trust B (site R1B2C)"
    assert small.name("R1B2C") == "Trust B (site R1B2C)"


@pytest.mark.parametrize(("code", "is_known"), [("RBB", True), ("RBB01", True), ("XB2", True), ("ZZZ", False)])
def test_a_code_is_known_when_a_table_or_the_trust_it_begins_with_is(code: str, is_known: bool):
    assert SMALL.is_known(code) is is_known


def test_a_provider_that_nobody_knows_keeps_its_code_and_an_empty_one_is_unknown():
    assert (SMALL.provider("zzz").code, SMALL.provider("zzz").kind) == ("ZZZ", ProviderKind.UNKNOWN)
    assert SMALL.provider(" ").code == UNKNOWN


def test_the_parent_table_holds_every_known_code_and_every_one_asked_for():
    assert {row.code for row in SMALL.parent_table(["rbb", "QQQ"])} == {"RAA", "RBB", "XA1", "XB2", "ROO", "rbb", "QQQ"}


def test_two_references_are_called_alike_only_when_all_their_tables_are():
    assert Organisations(TABLES, PLACEMENTS).digest == SMALL.digest
    assert Organisations(TABLES, PLACEMENTS[1:]).digest != SMALL.digest
    assert Organisations(replace(TABLES, hubs={}), PLACEMENTS).digest != SMALL.digest
    assert len(SMALL.digest) == 64


def test_an_alliance_is_listed_from_its_first_day_to_its_last():
    ended = replace(TABLES.alliances["E1"], applies_to=date(2022, 3, 31))
    small = Organisations(replace(TABLES, alliances={**TABLES.alliances, "E1": ended}), ())
    listed = [[one.code for one in small.alliances(on)] for on in (D2020, D2021, date(2022, 3, 31), D2023)]
    assert listed == [[], ["E1"], ["E1"], ["E2"]]
    assert [one.code for one in small.alliances(date(2022, 4, 1))] == []


def serving(code: str, alliance: str, share: str | None) -> Placement:
    held = Decimal(share) if share else None
    also = PlacementRole.ALSO_SERVES
    return Placement(code, alliance, Basis.SOME_PATIENTS, Trust.DESIGN, "", held, D2021, role=also)


SERVED = Organisations(
    replace(
        TABLES,
        providers={**TABLES.providers, "RCC": Provider("RCC", "Closed", KIND, None, date(2021, 12, 31))},
        successions=(Succession("RBB", "RAA", D2023, Trust.DESIGN, ""),),
    ),
    (
        placed("RAA", "E1", D2021),
        *(serving("RAA", "E2", "0.2"), serving("RAA", "E3", "0.7"), serving("RAA", "E4", None)),
        *(serving("RAA", "E1", "0.9"), serving("RAA", "E5", "0.2")),
        *(placed("RBB", "E2", D2021), serving("RBB", "E1", "0.3")),
        *(placed("RCC", "E2", D2021), serving("RCC", "E1", "0.3"), placed("RCC", "E3", D2023)),
    ),
)


def test_the_alliances_that_a_provider_also_serves_come_with_the_most_patients_first():
    found = [one.alliance for one in SERVED.alliances_of_provider("RAA", D2021)]
    assert found == ["E1", "E3", "E2", "E5", "E4"], "not its own a second time; without a share last"


def test_who_serves_or_belongs_to_an_alliance_is_open_and_not_merged_on_the_day():
    assert [one.organisation for one in SERVED.also_serving("E1", D2021)] == ["RBB", "RCC"]
    assert [one.organisation for one in SERVED.also_serving("E1", date(2022, 1, 1))] == ["RBB"]
    assert SERVED.also_serving("E1", D2023) == ()
    assert SERVED.providers_of_alliance("E2", D2021) == ("RBB", "RCC")
    assert SERVED.providers_of_alliance("E2", date(2022, 1, 1)) == ("RBB",)
    assert SERVED.providers_of_alliance("E2", D2023) == ()


def test_an_unplaced_organisation_says_why():
    reasons = [SERVED.alliance_of_provider("RAA", day).note for day in (date(2021, 3, 31),)]
    assert reasons == ["No list of alliances is held for days before 2021-04-01."]
    unplaced = Organisations(TABLES, ()).alliance_of_provider("RAA", D2021)
    assert unplaced.note == "No table gives it an alliance on this day."


def test_a_board_is_known_from_its_first_day():
    headed = replace(TABLES, providers={"RAA": Provider("RAA", "Trust A", KIND, icb="QA")})
    small = Organisations(headed, ())
    assert [small.icb_of_provider("RAA", day) for day in (date(2021, 3, 31), D2021)] == [UNKNOWN, "QA"]
    assert [small.icb_of_commissioner("01A", day) for day in (date(2021, 3, 31), D2021)] == [UNKNOWN, "QA"]
