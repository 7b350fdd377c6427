"""References from one row of a plan to another, to its framework and to the catalogue of measures."""

from collections.abc import Collection, Iterator

from clearway.planning.checks.gap import Gap
from clearway.planning.framework import Framework
from clearway.planning.structure import Plan

Reference = tuple[str, str, str]
"""Who refers, by which word, to what."""


def nowhere(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """References to rows that are not there, and to items that the framework does not have."""
    deliverables = {one.id for one in plan.deliverables}
    activities = {activity.id for _, activity in plan.activities}
    workstreams = {one.id for one in plan.workstreams}
    aims = {one.id for one in plan.strategic_aims}
    national = {one.id for one in framework.interdependencies} if framework else set()
    yield from _gaps("deliverable", deliverables, _to_deliverables(plan))
    yield from _gaps("activity", activities, _to_activities(plan))
    yield from _gaps("workstream", workstreams, _to_workstreams(plan))
    yield from _gaps("strategic aim", aims, ((one.id, "aims", aim) for one in plan.deliverables for aim in one.aims))
    depends = ((one.id, "depends_on", wanted) for one in plan.deliverables for wanted in one.depends_on)
    yield from _gaps("deliverable or national work", deliverables | national, depends)
    if framework:
        yield from _gaps(f"item of {framework.id}", framework.ids, _to_framework(plan))
        twins = ((one.id, "same_as", twin) for one in framework.ambitions for twin in one.same_as)
        yield from _gaps(f"item of {framework.id}", framework.ids, twins)
        waits = ((one.id, "depends_on", wanted) for one in framework.achievements for wanted in one.depends_on)
        yield from _gaps(f"item of {framework.id}", framework.ids, waits)


def _gaps(kind: str, known: Collection[str], references: Iterator[Reference]) -> Iterator[Gap]:
    for who, word, wanted in references:
        if wanted not in known or wanted == who:
            is_itself = "itself" if wanted == who else f"{wanted}, and there is no such {kind}"
            yield Gap("PLAN-NOWHERE", who, f"{who}: {word} names {is_itself}.", f"Name a {kind} that is there.")


def _to_deliverables(plan: Plan) -> Iterator[Reference]:
    for priority in plan.priorities:
        yield from ((priority.id, "deliverables", one) for one in priority.deliverables)
    for one in plan.deliverables:
        for word, wanted in (("parent", one.parent), ("delivered_in", one.delivered_in)):
            if wanted is not None:
                yield one.id, word, wanted


def _to_activities(plan: Plan) -> Iterator[Reference]:
    return ((one.id, "same_as", one.same_as) for _, one in plan.activities if one.same_as is not None)


def _to_workstreams(plan: Plan) -> Iterator[Reference]:
    for one in plan.deliverables:
        if one.shared_with is not None:
            yield one.id, "shared_with", one.shared_with
    for _, activity in plan.activities:
        for word, wanted in (("with", activity.with_), ("see", activity.see)):
            if wanted is not None:
                yield activity.id, word, wanted


def _to_framework(plan: Plan) -> Iterator[Reference]:
    for workstream in plan.workstreams:
        for word in ("ambitions", "local_achievements", "missing_from_plan_vs_guidance"):
            yield from ((workstream.id, word, one) for one in getattr(workstream, word))
        yield from (
            (workstream.id, "differences_from_guidance", one.item) for one in workstream.differences_from_guidance
        )
        for item in workstream.ccg_place_items:
            yield from ((f"{workstream.id}, {item.place}", "ambitions", one) for one in item.ambitions)
            yield from ((f"{workstream.id}, {item.place}", "achievements", one) for one in item.achievements)
    for deliverable in plan.deliverables:
        for word in ("ambitions", "achievements", "serves"):
            yield from ((deliverable.id, word, one) for one in getattr(deliverable, word))


def unknown_measures(plan: Plan, known: Collection[str]) -> Iterator[Gap]:
    """Measures named that the catalogue does not have."""
    named = [(one.id, measure) for one in plan.deliverables for measure in one.measures]
    named += [(one.id, measure) for _, one in plan.activities for measure in one.measures]
    for who, measure in named:
        if measure not in known:
            yield Gap(
                "PLAN-MEASURE-UNKNOWN",
                who,
                f"{who} names the measure {measure}, which the catalogue does not have.",
                "Name one of the catalogue: clearway measures.",
            )
