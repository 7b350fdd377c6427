"""Who is accountable to whom, as a tree whose places are worked out: levels down, and columns without overlaps."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """One group, or a body outside the alliance that groups answer to. `parent` is the key of whom it answers to."""

    key: str
    name: str
    kind: str
    parent: str = ""
    href: str = ""
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A body with its place: `level` counts from 0 at the top, `row` from 0 as in a list that is read downwards."""

    body: Body
    level: int
    row: int


def placed(bodies: Iterable[Body]) -> tuple[Placed, ...]:
    """Every body once, each under the one it answers to, in the order given among those of one parent.

    A parent that is not there counts as none. Bodies that answer to each other in a ring, which nobody should enter,
    stand at the top as if they answered to none.
    """
    given = list(bodies)
    known = {one.key for one in given}
    children: dict[str, list[Body]] = {}
    for one in given:
        children.setdefault(one.parent if one.parent in known and one.parent != one.key else "", []).append(one)
    found: list[Placed] = []
    seen: set[str] = set()

    def place(body: Body, level: int) -> None:
        if body.key in seen:
            return
        seen.add(body.key)
        found.append(Placed(body, level, len(found)))
        for child in children.get(body.key, ()):
            place(child, level + 1)

    for body in children.get("", ()):
        place(body, 0)
    for body in given:  # what is left answers to itself in a ring
        place(body, 0)
    return tuple(found)


def makes_a_ring(key: str, parent: str, parents: dict[str, str]) -> bool:
    """Whether a body would answer to itself, by way of others, if it answered to `parent`."""
    seen = {key}
    while parent:
        if parent in seen:
            return True
        seen.add(parent)
        parent = parents.get(parent, "")
    return False
