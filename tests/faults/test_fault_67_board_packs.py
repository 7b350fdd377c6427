"""Fault 67: a board pack of computed figures hides small counts by its audience's policy, and what gives them away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from tests.pathways.filled import BARNSLEY, DONCASTER, IN_TIME, SHEFFIELD, FilledStore
from tests.publications.packs.made_up_board import contents
from tests.records.test_nhs_number import with_check_digit

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.values import Ground
from clearway.publications.disclosure import Audience, ValueTables, in_memory, load_policies, policy_for
from clearway.publications.packs import Pack
from clearway.publications.packs.board import AskedFigures, Named, board_figures, board_pack
from clearway.standards import load_rule_book
from clearway.store.analytical import Reader

PEOPLE = {BARNSLEY: 3, DONCASTER: 11, SHEFFIELD: 40}
MONTH = "2025-05"
pytestmark = pytest.mark.slow


def rows_of(trust: str, first: int, people: int) -> Iterator[dict[str, object]]:
    """People of one trust who were told, decided and treated in May 2025."""
    for number in range(first, first + people):
        known = next(filter(None, (with_check_digit(f"{nine:09}") for nine in range(999_000_000 + 3 * number, 10**9))))
        yield IN_TIME | {
            "record_id": f"R{number}", "nhs_number": known, "pathway_id": f"PW{number}", "fds_end_date": "2025-05-01",
            **dict.fromkeys(("pathway_issuer", "org_first_seen", "org_fds_end", "org_treatment", "org_dtt"), trust),
        }  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> FilledStore:
    """Three people of Barnsley, eleven of Doncaster, forty of Sheffield."""
    made = FilledStore(tmp_path_factory.mktemp("small"))
    first = 1
    for trust, people in PEOPLE.items():
        made.take(f"{trust}.csv", rows_of(trust, first, people), trust)
        first += people
    made.publish()
    return made


def pack_for(filled: FilledStore, audience: Audience) -> Pack:
    """The pack of computed figures for an audience."""
    policies, rules = load_policies(), load_rule_book()
    with Reader(filled.store.analytical).open() as figures:
        everything = Ground(figures, rules)

        def policy(details):  # type: ignore[no-untyped-def]
            return policy_for(figures, "computed", details, audience, policies=policies, on=date(2025, 6, 30))

        ground = replace(everything, shown=ValueTables(everything, policy, in_memory()).shown)
        asked = AskedFigures(
            month=MONTH,
            alliance=Named("E56000025", "South Yorkshire"),
            trusts=tuple(Named(code, code) for code in PEOPLE),
            basis="computed",
        )
        found = board_figures(ground, load_catalogue(), asked)
    return board_pack(replace(contents(), figures=found, audience=audience, is_demo=True))


def people_by_trust(pack: Pack) -> dict[str, object]:
    """How many people each trust is told to have been treated within 62 days of."""
    page = next(one for one in pack.pages if one.heading == "Treated within 62 days, by trust")
    assert page.table is not None
    at = [column.key for column in page.table.columns].index("people")
    return {str(row[0]): row[at] for row in page.table.rows}


def test_fault_67_the_public_is_told_no_small_count_and_none_that_gives_it_away(filled: FilledStore) -> None:
    pack = pack_for(filled, Audience.PUBLIC)
    told = people_by_trust(pack)
    trusts = [name for name in told if "England" not in name and "South Yorkshire" not in name]
    hidden = [name for name in trusts if told[name] is None]
    assert len(trusts) == 3
    assert len(hidden) >= 2, "one hidden trust alone would be found by taking the others from the sum"
    assert any("Barnsley" in name for name in hidden)
    page = next(one for one in pack.pages if one.heading == "Treated within 62 days, by trust")
    assert all(row[1:] == (None, "", None, "", "") for row in page.table.rows if row[0] in hidden), (
        "nothing is said of it"
    )
    assert {told[name] % 5 for name in trusts if isinstance(told[name], float)} <= {0.0}


def test_fault_67_the_alliance_sees_what_its_policy_shows(filled: FilledStore) -> None:
    told = people_by_trust(pack_for(filled, Audience.ALLIANCE))
    assert sorted(number for number in told.values() if isinstance(number, float))[:3] == [3.0, 11.0, 40.0]
