"""What is asked of a plan and not answered, and what it does that nobody asked."""

from collections.abc import Iterator

from clearway.planning.alignment import RECOMMENDATION, coverage_of
from clearway.planning.checks.gap import Gap
from clearway.planning.framework import Achievement, Framework
from clearway.planning.structure import Plan, Workstream


def recommendations(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """Each number printed for a workstream: a deliverable names it, and an activity of that deliverable is for it.

    An activity is for the numbers it names itself, or, naming none, for all those of its deliverable.
    """
    for workstream in plan.workstreams:
        for number in workstream.recommendations_printed:
            yield from _recommendation(plan, framework, workstream, number)
    printed = {number for one in plan.workstreams for number in one.recommendations_printed}
    for one in plan.deliverables:
        for number in one.recommendations:
            if number not in printed:
                basis = f" ({one.recommendations_basis})" if one.recommendations_basis else ""
                yield Gap(
                    "PLAN-REC-NOT-PRINTED",
                    f"recommendation {number}",
                    f"{one.id} is linked to recommendation {number}, which no workstream prints{basis}.",
                    "Confirm the link, or take it away.",
                )


def _recommendation(plan: Plan, framework: Framework | None, workstream: Workstream, number: int) -> Iterator[Gap]:
    subject, words = f"recommendation {number}", _words(framework, number)
    serving = [one for one in plan.deliverables if number in one.recommendations]
    by_activity = [
        activity
        for deliverable, activity in plan.activities
        if number in activity.recommendations
        or (number in deliverable.recommendations and not activity.recommendations)
    ]
    if not serving and not by_activity:
        yield Gap(
            "PLAN-REC-NO-DELIVERABLE",
            subject,
            f"Recommendation {number} is printed for {workstream.id} ({workstream.title}){words}; no deliverable and "
            "no activity answers it.",
            "Add a deliverable for it, or say why the plan leaves it out.",
        )
    elif not by_activity:
        named = ", ".join(one.id for one in serving)
        yield Gap(
            "PLAN-REC-NO-ACTIVITY",
            subject,
            f"Recommendation {number} is printed for {workstream.id} and named by {named}{words}; none of their "
            "activities is for it.",
            f"Add an activity to {named}, or name the number at one that is there.",
        )


def _words(framework: Framework | None, number: int) -> str:
    achievements = framework.recommendations.get(number, ()) if framework else ()
    return f": “{achievements[0].text}”" if achievements else ""


def unanswered(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """Items of the framework, and its recommendations that no workstream prints, which no deliverable answers."""
    if framework is None:
        return
    printed = {number for one in plan.workstreams for number in one.recommendations_printed}
    for asked in coverage_of(plan, framework).unanswered:
        if asked.kind == RECOMMENDATION and asked.number in printed:
            continue
        listing = [one.id for one in plan.workstreams if asked.id in (*one.ambitions, *one.local_achievements)]
        left_out = [one.id for one in plan.workstreams if asked.id in one.missing_from_plan_vs_guidance]
        listed = f" It is listed for {', '.join(listing)} as a whole." if listing else ""
        noted = f" The plan's reader noted it as left out of {', '.join(left_out)}." if left_out else ""
        doubt = "" if asked.is_verified else " Whether it is asked at all is not verified."
        yield Gap(
            "PLAN-ASKED-UNANSWERED",
            asked.id,
            f"“{asked.text}”: no deliverable answers it.{listed}{noted}{doubt}",
            "Link the deliverable that does, add one, or say why the plan leaves it out.",
        )


def unasked(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """Deliverables that are linked to nothing of the framework."""
    for one in coverage_of(plan, framework).unasked if framework else ():
        yield Gap(
            "PLAN-DELIVERABLE-UNASKED",
            one.id,
            f"{one.id} “{one.title}” is linked to no recommendation, ambition or objective.",
            "Link it to what it serves, or say why it is in the plan.",
        )


def differences(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """Where a workstream says another thing than the guidance."""
    for workstream in plan.workstreams:
        for one in workstream.differences_from_guidance:
            yield Gap(
                "PLAN-DIFFERS",
                one.item,
                f"In {workstream.id} the plan says “{one.plan_says}”, the guidance “{one.guidance_says}”.",
                "Agree which holds, and write that into the plan.",
            )


def interdependencies(plan: Plan, framework: Framework | None) -> Iterator[Gap]:
    """National work that no achievement waits for, or only achievements that no deliverable serves."""
    if framework is None:
        return
    served = {wanted for one in plan.deliverables for wanted in (*one.achievements, *one.serves)}
    named = {wanted for one in plan.deliverables for wanted in one.depends_on}
    for one in framework.interdependencies:
        waiting: list[Achievement] = [each for each in framework.achievements if one.id in each.depends_on]
        if one.id in named or any(each.id in served for each in waiting):
            continue
        only = f"only {', '.join(each.id for each in waiting)} waits for it, which no deliverable serves"
        yield Gap(
            "PLAN-NATIONAL-UNUSED",
            one.id,
            f"“{one.text}”: {only if waiting else 'nothing waits for it'}.",
            "Name it at the deliverable that depends on it, or leave it to others.",
        )
