"""Random trusts, people and pathways: a trust finds a record when it stands on it, and never otherwise."""

import random
from datetime import date
from typing import Any

import pytest
from tests.pathways.filled import LATE_HANDOVER, TODAY, FilledStore

from clearway.pathways.breaches import BreachQuestion, list_breaches, months_with_events
from clearway.pathways.held import find_held
from clearway.pathways.scope import scope_of_trust, whole_store
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import Reader

TRUSTS = ("RFF", "RHQ", "RFR", "RP5", "RFS", "RCU")
SITES = {"RHQ": "RHQNG", "RP5": "RP5DR"}
PEOPLE = 80
INVOLVED = {
    "org_first_seen": "date_first_seen",
    "org_fds_end": "fds_end_date",
    "org_dtt": "ctp_start_date",
    "org_treatment": "treatment_start_date",
    "accountable_investigating_org": "crtp_start",
    "ipt_1_referring": "crtp_start",
    "ipt_1_receiving": "ipt_1_received",
}


def somebody(number: int, chance: random.Random) -> dict[str, Any]:
    """A record with trusts drawn at random, some written as one of their sites."""

    def place() -> str:
        trust = chance.choice(TRUSTS)
        return SITES.get(trust, trust) if chance.random() < 0.3 else trust

    drawn = {column: place() if chance.random() < 0.7 else "" for column in INVOLVED}
    drawn |= {"org_first_seen": place(), "org_treatment": place()}
    own = {"record_id": f"P{number}", "pathway_id": f"W{number}", "nhs_number": "", "transfer_date": ""}
    return LATE_HANDOVER | drawn | own | {"ipt_1_received": "2025-04-25"}


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    chance = random.Random(53)
    rows = [somebody(number, chance) for number in range(PEOPLE)]
    made = FilledStore(tmp_path_factory.mktemp("walk"))
    made.take("alliance.csv", rows)
    made.publish()
    with Reader(made.store.analytical).open() as figures:
        links = dict(figures.execute("SELECT record_id, link FROM records").fetchall())
        yield figures, rows, links


def stands_on(row: dict[str, Any], trust: str) -> bool:
    """The same rule in plain words: one of the organisations of the record is the trust or a site of it."""
    organisations = load_organisations()
    held = [row[column] for column, begins in INVOLVED.items() if row[column] and row[begins] <= TODAY.isoformat()]
    return any(organisations.parent_trust(code, TODAY) == trust for code in held)


@pytest.mark.parametrize("trust", TRUSTS)
def test_a_trust_finds_exactly_the_pathways_that_it_stands_on(walk, trust):
    figures, rows, links = walk
    scope = scope_of_trust(figures, load_organisations(), trust, TODAY)
    found = {row["record_id"] for row in rows if find_held(figures, links[row["record_id"]], scope)}
    wanted = {row["record_id"] for row in rows if stands_on(row, trust)}
    assert found == wanted
    assert 0 < len(wanted) < PEOPLE


@pytest.mark.parametrize("trust", TRUSTS)
def test_no_breach_list_of_a_trust_holds_a_pathway_that_is_not_its_own(walk, trust):
    figures, rows, links = walk
    scope = scope_of_trust(figures, load_organisations(), trust, TODAY)
    own = {links[row["record_id"]] for row in rows if stands_on(row, trust)}
    seen: set[str] = set()
    for standard in ("28", "31", "62"):
        for month in months_with_events(figures, standard):
            question = BreachQuestion(standard=standard, month=month, most=500)
            seen |= {breach.held.link for breach in list_breaches(figures, question, scope).breaches}
    assert seen
    assert seen <= own


def test_nobody_stands_on_anything_before_it_happened(walk):
    figures, _, links = walk
    early = scope_of_trust(figures, load_organisations(), "RHQ", date(2025, 1, 1))
    assert not any(find_held(figures, link, early) for link in links.values())
    assert all(find_held(figures, link, whole_store(TODAY)) for link in links.values())
