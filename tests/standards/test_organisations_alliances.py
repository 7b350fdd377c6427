"""Which alliance, ICB and region a provider or a commissioner counts to, and how provisional that is."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clearway.standards import StandardsError, Trust
from clearway.standards.organisations import UNASSIGNED, UNKNOWN, Basis, Organisations, load_organisations

MARCH_2025 = date(2025, 3, 1)
SOUTH_YORKSHIRE, NORTH_CENTRAL_LONDON, EAST_MIDLANDS = "E56000025", "E56000027", "E56000024"
organisations = load_organisations()


def test_there_were_twenty_one_alliances_in_april_2021_and_no_later_list_is_known() -> None:
    assert len(organisations.alliances(date(2021, 4, 1))) == 21
    assert organisations.alliances(MARCH_2025) == organisations.alliances(date(2021, 4, 1))


def test_before_april_2021_no_alliance_is_claimed() -> None:
    before = date(2021, 3, 31)
    assert organisations.alliances_from == date(2021, 4, 1)
    assert organisations.alliances(before) == ()
    assert organisations.alliance_of_provider("RHQ", before).alliance == UNASSIGNED
    assert "2021-04-01" in organisations.alliance_of_provider("RHQ", before).note


def test_south_yorkshire_sums_its_trusts_the_childrens_hospital_and_chesterfield() -> None:
    trusts = ("RCU", "RFF", "RFR", "RFS", "RHQ", "RP5")
    assert organisations.providers_of_alliance(SOUTH_YORKSHIRE, MARCH_2025) == trusts


def test_north_central_london_loses_north_middlesex_to_the_royal_free_in_2025() -> None:
    autumn = ("RAL", "RAN", "RAP", "RKE", "RP4", "RP6", "RRV")
    assert organisations.providers_of_alliance(NORTH_CENTRAL_LONDON, date(2024, 12, 31)) == autumn
    spring = tuple(code for code in autumn if code != "RAP")
    assert organisations.providers_of_alliance(NORTH_CENTRAL_LONDON, MARCH_2025) == spring
    assert organisations.alliance_of_provider("RAP", MARCH_2025).alliance == NORTH_CENTRAL_LONDON


def test_every_alliance_has_trusts_and_residents_and_no_trust_has_two() -> None:
    seen: list[str] = []
    for alliance in organisations.alliances(MARCH_2025):
        mine = organisations.providers_of_alliance(alliance.code, MARCH_2025)
        assert mine, alliance.name
        assert organisations.commissioners_of_alliance(alliance.code, MARCH_2025), alliance.name
        seen += mine
    assert len(seen) == len(set(seen))


def test_every_placement_of_a_provider_is_provisional_and_says_on_what_it_rests() -> None:
    for code in organisations.providers():
        placed = organisations.alliance_of_provider(code, MARCH_2025)
        assert placed.trust.is_provisional
        assert placed.basis.words


def test_chesterfield_and_bassetlaw_say_why_they_stand_where_they_stand() -> None:
    chesterfield = organisations.alliance_of_provider("RFS", MARCH_2025)
    assert chesterfield.basis is Basis.JUDGEMENT
    assert "Derby and Derbyshire" in chesterfield.note
    assert organisations.icb_of_provider("RFS", MARCH_2025) == "QJ2"
    assert "Bassetlaw" in organisations.alliance_of_provider("RP5", MARCH_2025).note
    bassetlaw = organisations.alliance_of_commissioner("02Q", MARCH_2025)
    assert (bassetlaw.alliance, bassetlaw.basis) == (SOUTH_YORKSHIRE, Basis.CARRIED_FORWARD)
    assert "Nottingham" in bassetlaw.note
    assert organisations.icb_of_commissioner("02Q", MARCH_2025) == "QT1"


def test_the_ons_lookup_is_verified_for_its_time_and_provisional_once_carried_forward() -> None:
    assert organisations.alliance_of_commissioner("02P", date(2022, 6, 30)).trust is Trust.VERIFIED
    assert organisations.alliance_of_commissioner("02P", date(2022, 7, 1)).trust is Trust.DESIGN


def test_only_nottinghamshire_icb_lies_in_two_alliances() -> None:
    split = {}
    for alliance in organisations.alliances(MARCH_2025):
        for icb in organisations.commissioners_of_alliance(alliance.code, MARCH_2025):
            share = organisations.alliance_of_commissioner(icb, MARCH_2025).share
            if share != 1:
                split[icb] = (alliance.code, share)
    assert split == {"QT1": (EAST_MIDLANDS, Decimal("0.899"))}


def test_commissioners_stand_at_two_levels_that_are_never_mixed() -> None:
    assert organisations.commissioners_of_alliance(SOUTH_YORKSHIRE, MARCH_2025) == ("QF7",)
    sub_icbs = organisations.commissioners_of_alliance(SOUTH_YORKSHIRE, MARCH_2025, "sub_icb")
    assert sub_icbs == ("02P", "02Q", "02X", "03L", "03N")
    assert organisations.commissioners_of_alliance(SOUTH_YORKSHIRE, date(2021, 7, 1)) == ()
    total = [
        len(organisations.commissioners_of_alliance(one.code, MARCH_2025, level))
        for level in ("icb", "sub_icb")
        for one in organisations.alliances(MARCH_2025)
    ]
    assert sum(total) == 42 + 106


def test_hubs_and_unknown_commissioners_count_to_no_alliance_but_stay_in_sight() -> None:
    hub = organisations.alliance_of_commissioner("14M", MARCH_2025)
    assert hub.alliance == UNASSIGNED
    assert organisations.region_of_commissioner("14M") == "Y56"
    assert organisations.region_of_commissioner("13Q") == UNKNOWN
    assert organisations.alliance_of_commissioner("UNKNOWN", MARCH_2025).alliance == UNKNOWN
    assert organisations.alliance_of_commissioner("", MARCH_2025).alliance == UNKNOWN


def test_a_code_nobody_knows_is_unknown_and_raises_nothing() -> None:
    placed = organisations.alliance_of_provider("RZA01", MARCH_2025)
    assert (placed.organisation, placed.alliance, placed.is_assigned) == ("RZA", UNKNOWN, False)
    assert organisations.icb_of_provider("RZA", MARCH_2025) == UNKNOWN
    assert organisations.region_of_provider("RZA", MARCH_2025) == UNKNOWN
    assert not organisations.provider("RZA", MARCH_2025).is_known
    assert organisations.providers_of_alliance("nowhere", MARCH_2025) == ()


def test_icbs_and_regions_follow_the_parent_trust() -> None:
    assert organisations.icb_of_provider("RHQNG", MARCH_2025) == "QF7"
    assert organisations.region_of_provider("RHQNG", MARCH_2025) == "Y63"
    assert organisations.icb_of_provider("RHQ", date(2022, 6, 30)) == UNKNOWN
    assert organisations.icb_of_commissioner("QF7", MARCH_2025) == "QF7"
    assert organisations.region_of_commissioner("03N") == "Y63"


def own_table(folder: Path, rows: str) -> Organisations:
    path = folder / "own.yaml"
    path.write_text(f"list_from: 2021-04-01\ntrust: design\nplacements:\n{rows}", encoding="utf-8")
    return load_organisations(path)


def test_an_alliance_can_put_its_own_rows_in_place_of_ours(tmp_path: Path) -> None:
    own = own_table(
        tmp_path,
        f"""
  - {{provider: RFS, alliance: {SOUTH_YORKSHIRE}, applies_to: 2024-12-31}}
  - {{provider: RFS, alliance: {EAST_MIDLANDS}, applies_from: 2025-01-01, note: moved}}
""",
    )
    then, now = (own.alliance_of_provider("RFS", day) for day in (date(2024, 12, 31), date(2025, 1, 1)))
    assert (then.alliance, now.alliance, now.basis, now.is_local) == (SOUTH_YORKSHIRE, EAST_MIDLANDS, Basis.LOCAL, True)
    assert own.alliance_of_provider("RHQ", MARCH_2025) == organisations.alliance_of_provider("RHQ", MARCH_2025)
    assert not organisations.alliance_of_provider("RFS", MARCH_2025).is_local


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("  - {provider: RFS, alliance: E99999999}", "not in the list of alliances"),
        ("  - {provider: RFS, alliance: E56000025, basis: guess}", "not known"),
        ("  - {provider: RFS, alliance: E56000025, basis: judgement}", "without a reason"),
        ("  - {provider: RFS, alliance: E56000025, share: 1.5}", "not a proportion"),
        ("  - {provider: RFS, alliance: E56000025, colour: red}", "unknown key"),
        (
            "  - {provider: RFS, alliance: E56000025}\n"
            "  - {provider: RFS, alliance: E56000024, applies_from: 2025-01-01}",
            "two rows hold on one day",
        ),
    ],
)
def test_a_faulty_own_table_is_refused_by_file_and_key(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(StandardsError, match=words) as refused:
        own_table(tmp_path, rows)
    assert "own.yaml" in str(refused.value)
    assert refused.value.mend
