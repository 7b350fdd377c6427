"""The commitments that are matched: those of strategies on one side, those of a plan on the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from clearway.planning.framework import Framework
from clearway.planning.structure import Deliverable, Plan


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment: `strategy` names where it is from. `context` are words that belong to it but are not its own.

    `recommendations` are numbers as the source prints them; they take no part in matching, so that matching can be held
    against them.
    """

    id: str
    strategy: str
    text: str
    context: str = ""
    recommendations: tuple[int, ...] = ()


def of_framework(framework: Framework) -> tuple[Commitment, ...]:
    """The ambitions and achievements of a framework. An ambition printed twice is taken once, where it stands first."""
    first = [one for one in framework.ambitions if not one.same_as]
    ambitions = (Commitment(one.id, framework.id, one.text, one.metric or "") for one in first)
    achievements = (
        Commitment(one.id, framework.id, one.text, "", one.recommendations) for one in framework.achievements
    )
    return (*ambitions, *achievements)


def of_plan(plan: Plan) -> tuple[Commitment, ...]:
    """The deliverables of a plan, each with the words of its activities and of the deliverables below it."""
    below: dict[str, list[Deliverable]] = {}
    for one in plan.deliverables:
        if one.parent:
            below.setdefault(one.parent, []).append(one)
    return tuple(
        Commitment(
            one.id,
            plan.meta.id,
            one.title,
            " ".join(_words(one, below.get(one.id, []))),
            one.recommendations,
        )
        for one in plan.deliverables
    )


def _words(one: Deliverable, below: list[Deliverable]) -> Iterator[str]:
    yield from (activity.text for activity in one.activities)
    yield from (child.title for child in below)
