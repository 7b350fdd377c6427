"""What pages read of groups: one group as it stands on a day, and lists to choose from."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from clearway.planning.groups.quorum import Member, QuorumRule
from clearway.planning.groups.seats import Covered, SeatSum, coverage, seat_sum
from clearway.planning.groups.seats import Seat as CountedSeat
from clearway.site.groups.models import Group, Holder, QuorumVersion, Seat
from clearway.site.groups.services.groups import quorum_on
from clearway.site.organisations.models import Membership

MOST_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class Sitting:
    """One seat with those who hold it on a day."""

    seat: Seat
    holders: tuple[Holder, ...]

    @property
    def counted(self) -> CountedSeat:
        """The seat as sums and vacancies are worked out from it."""
        return CountedSeat(
            self.seat.name, self.seat.seat_kind, self.seat.positions, self.seat.represents, len(self.holders)
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """A group as it stands on a day."""

    group: Group
    day: date
    sittings: tuple[Sitting, ...]
    version: QuorumVersion | None

    @property
    def rule(self) -> QuorumRule | None:
        """Its rule of quorum."""
        return self.version.rule if self.version else None

    @property
    def holders(self) -> list[Holder]:
        """Everybody who sits in it."""
        return [one for sitting in self.sittings for one in sitting.holders]

    @property
    def members(self) -> list[Member]:
        """Everybody who sits in it, as quorum is counted."""
        return [
            Member(one.pk, sitting.seat.name, sitting.seat.seat_kind, sitting.seat.votes)
            for sitting in self.sittings
            for one in sitting.holders
        ]

    @property
    def voting_seats(self) -> int:
        """How many positions with a vote it has, filled or not."""
        return sum(one.seat.positions for one in self.sittings if one.seat.votes)

    @property
    def sum_of_seats(self) -> SeatSum:
        """The stated total against the sum of the seats."""
        return seat_sum(self.group.seats_stated, [one.counted for one in self.sittings])

    @property
    def places(self) -> tuple[Covered, ...]:
        """Which places are spoken for."""
        return coverage(self.group.places, [one.places for one in self.holders])

    @property
    def communities(self) -> tuple[Covered, ...]:
        """Which communities are spoken for."""
        return coverage(self.group.communities, [one.communities for one in self.holders])


def standing(group: Group, day: date) -> Standing:
    """A group as it stands on a day."""
    there = Prefetch("holders", Holder.objects.on(day).select_related("person"), to_attr="there")
    seats = group.seats.filter(ended_on=None) | group.seats.filter(ended_on__gt=day)
    sittings = tuple(Sitting(one, tuple(one.there)) for one in seats.prefetch_related(there).order_by("pk"))
    return Standing(group, day, sittings, quorum_on(group, day))


def groups_to_answer_to(apart_from: Group | None = None) -> list[Group]:
    """The groups that another one can be accountable to."""
    rows = Group.objects.filter(history="", ended_on=None)
    return list(rows.exclude(pk=apart_from.pk) if apart_from else rows)


def people_to_appoint() -> list[tuple[str, str]]:
    """Everybody with a role now, by name: who can be put into a seat."""
    held = Membership.objects.active().select_related("person", "organisation").order_by("person__name", "pk")
    found: dict[str, str] = {}
    for one in held[: 2 * MOST_PEOPLE]:
        found.setdefault(str(one.person_id), f"{one.person.name} ({one.role_class.display_name}, {one.organisation})")
    return list(found.items())[:MOST_PEOPLE]
