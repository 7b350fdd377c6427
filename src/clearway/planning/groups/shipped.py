"""Groups that are shipped as a worked example: bodies of the past, as a published plan describes them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clearway.planning.groups.kinds import GroupKind, SeatKind
from clearway.planning.groups.seats import Seat, SeatSum, seat_sum
from clearway.standards.strict import Section, read_yaml

CONTENT = Path(__file__).with_name("content")


@dataclass(frozen=True, slots=True)
class ShippedGroup:
    """One group as a source describes it. `parent` is the key of a shipped group, `accountable_to` bodies outside."""

    key: str
    name: str
    kind: GroupKind
    parent: str
    accountable_to: tuple[str, ...]
    cadence: str
    purpose: str
    tasks: tuple[str, ...]
    would_not: tuple[str, ...]
    seats: tuple[Seat, ...]
    seats_stated: int | None

    @property
    def sum_of_seats(self) -> SeatSum:
        """The stated total against the sum of the seats."""
        return seat_sum(self.seats_stated, self.seats)


@dataclass(frozen=True, slots=True)
class ShippedGroups:
    """The groups of one source. `trust` says how sure it is: seed, seen or memory."""

    title: str
    source: str
    trust: str
    from_year: int
    until_year: int
    groups: tuple[ShippedGroup, ...]


@cache
def shipped_groups(name: str) -> ShippedGroups:
    """The shipped groups of a name, such as `sybnd-2016`. Raises StandardsError that names file and key."""
    file = read_yaml(CONTENT / f"{name}.yaml", CONTENT)
    file.only(required=("title", "source", "trust", "from_year", "until_year", "groups"))
    return ShippedGroups(
        title=file.text("title"),
        source=file.text("source"),
        trust=file.text("trust"),
        from_year=file.count("from_year"),
        until_year=file.count("until_year"),
        groups=tuple(_group(one) for one in file.sections("groups")),
    )


def _group(one: Section) -> ShippedGroup:
    one.only(
        required=("key", "name", "kind", "purpose"),
        optional=("parent", "accountable_to", "cadence", "tasks", "would_not", "seats", "seats_stated"),
    )
    return ShippedGroup(
        key=one.text("key"),
        name=one.text("name"),
        kind=GroupKind(one.one_of("kind", list(GroupKind))),
        parent=one.text("parent") if one.has("parent") else "",
        accountable_to=one.texts("accountable_to"),
        cadence=one.text("cadence") if one.has("cadence") else "",
        purpose=one.text("purpose"),
        tasks=one.texts("tasks"),
        would_not=one.texts("would_not"),
        seats=tuple(_seat(seat) for seat in one.sections("seats")) if one.has("seats") else (),
        seats_stated=one.count("seats_stated") if one.has("seats_stated") else None,
    )


def _seat(one: Section) -> Seat:
    one.only(required=("seat", "kind", "positions"), optional=("represents",))
    return Seat(
        name=one.text("seat"),
        kind=SeatKind(one.one_of("kind", list(SeatKind))),
        positions=one.count("positions", least=1),
        represents=one.text("represents") if one.has("represents") else "",
    )
