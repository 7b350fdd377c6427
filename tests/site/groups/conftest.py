"""A board with people in its seats, for the tests of groups."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from tests.site.keepers import as_keeper, keeper, patient  # noqa: F401

from clearway.planning.groups.kinds import GroupKind, SeatKind
from clearway.planning.groups.quorum import Need, QuorumRule
from clearway.site.groups.models import Group, Holder, Seat
from clearway.site.groups.services.groups import About, add_group, set_quorum
from clearway.site.groups.services.seats import Appointment, add_seat, appoint

TODAY = date(2026, 6, 1)
STARTS = date(2026, 1, 1)


@dataclass
class Board:
    """A board with a chair, two clinicians, a patient and a secretary without a vote."""

    group: Group
    seats: dict[str, Seat] = field(default_factory=dict)
    holders: dict[str, Holder] = field(default_factory=dict)


def about(name: str = "Alliance board", **more) -> About:
    return About(**{"name": name, "kind": GroupKind.BOARD, "purpose": "Agree what is done together."} | more)


@pytest.fixture
def board(keeper, patient) -> Board:  # noqa: F811
    made = Board(add_group(by=keeper, about=about(seats_stated=6, places=["Barnsley", "Doncaster"])))
    for name, kind, positions in (
        ("Chair", SeatKind.CHAIR, 1),
        ("Clinician", SeatKind.CLINICAL, 2),
        ("Patient", SeatKind.PATIENT, 1),
        ("Secretary", SeatKind.OFFICER, 1),
    ):
        votes = name != "Secretary"
        made.seats[name] = add_seat(by=keeper, group=made.group, name=name, kind=kind, positions=positions, votes=votes)
    for name, seat, person in (
        ("Cleo Chair", "Chair", None),
        ("Clara Clinician", "Clinician", None),
        ("", "Patient", patient.person),
        ("", "Secretary", keeper.person),
    ):
        who = Appointment(person=person, name=name, starts_on=STARTS, places=["Barnsley"] if name else "")
        made.holders[seat] = appoint(by=keeper, seat=made.seats[seat], who=who)
    rule = QuorumRule(least_number=2, needs=(Need(1, (SeatKind.CLINICAL,)), Need(1, (SeatKind.PATIENT,))))
    set_quorum(by=keeper, group=made.group, rule=rule, applies_from=STARTS, agreed_in="meeting of 1 January 2026")
    return made
