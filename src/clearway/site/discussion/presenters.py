"""The comments beside a host, as a page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearway.site.beside import Host, people_beside
from clearway.site.discussion.models import LONGEST_COMMENT, Remark
from clearway.site.discussion.permissions import can_withdraw
from clearway.site.discussion.services import remarks_beside
from clearway.site.organisations.models import Membership


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """One comment on a page, and whether the reader may withdraw it."""

    remark: Remark
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told of a comment."""

    number: int
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Discussion:
    """The comments beside a host, what was typed, and what is wrong with it."""

    host: Host
    remarks: list[ShownRemark]
    people: list[Person]
    words: str = ""
    problem: str = ""
    longest: int = LONGEST_COMMENT


def discussion_of(
    host: Host, by: Membership, *, words: str = "", chosen: Sequence[int] = (), problem: str = ""
) -> Discussion:
    """The comments beside a host as a membership sees them."""
    shown = [ShownRemark(one, can_withdraw(by, one, host)) for one in remarks_beside(host, by)]
    offered = people_beside(host, apart_from=by) if host.may_write else []
    people = [Person(one.pk, f"{one.person.name}, {one.organisation.name}", one.pk in chosen) for one in offered]
    return Discussion(host, shown, people, words, problem)
