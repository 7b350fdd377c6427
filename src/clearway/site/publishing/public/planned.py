"""What a release says of the plan and of what people told us: drafted from data, in words that a person may change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.planning.checks import check_plan
from clearway.planning.shipped import framework_of
from clearway.publications.public_page import Done, Planned
from clearway.site.demo_store import is_demo
from clearway.site.engagement.reading import public_said_and_did
from clearway.site.plan.models import Deliverable, Milestone, Plan, Status
from clearway.site.plan.reading import newest_first
from clearway.site.plan.rows import plan_in_rows
from clearway.site.words import day, month

OPENING = "Opening"
FIRST_WORDS = "This page says how long people wait for cancer care here, and what we plan to do about it."
STANDING = {
    Status.NOT_STARTED: "Not begun yet",
    Status.ON_TRACK: "On time so far",
    Status.AT_RISK: "May be late",
    Status.LATE: "Late",
    Status.DONE: "Done",
    Status.STOPPED: "Stopped",
}
OURSELVES = "alliance"


@dataclass(frozen=True, slots=True)
class Drafted:
    """What stands in a release: its words by name as a person may change them, and what they stand for."""

    text: Mapping[str, str]
    planned: tuple[Planned, ...]
    done: tuple[Done, ...]
    source: str
    findings: tuple[str, ...]
    is_made_up: bool


def drafted(text: Mapping[str, str], today: date) -> Drafted:
    """The draft of today. `text` are words that a person wrote before: they win, and an empty one leaves a thing out.

    What nobody has answered yet is not published, nor what was stopped or not said to be begun by its owner.
    """
    plan = next(iter(newest_first()), None)
    deliverables = _deliverables(plan) if plan else []
    words = {OPENING: text.get(OPENING, FIRST_WORDS)}
    planned = []
    for one in deliverables:
        name = f"{one.code}: {one.title}"
        words[name] = text.get(name, one.title)
        if words[name]:
            planned.append(Planned(words[name], _who(one), *_when_and_how(one, today)))
    answered = [one for one in public_said_and_did(None) if one.did and one.did_on]
    done = tuple(Done(one.said, one.did, day(one.did_on)) for one in answered)
    source = f"our plan, “{plan.title}”, version {plan.version}, as it stood on {day(today)}" if plan else ""
    told = "what people told us, as recorded by us" if done else ""
    return Drafted(
        words,
        tuple(planned),
        done,
        " and ".join(filter(None, (source, told))),
        _findings(plan, {one.code for one in deliverables}) if plan else (),
        (is_demo() and bool(planned or done)) or any(one.is_made_up for one in answered),
    )


def _findings(plan: Plan, shown: Collection[str]) -> tuple[str, ...]:
    """What the check of the plan found about what is shown."""
    whole = plan_in_rows(plan)
    found = check_plan(whole, framework_of(whole))
    told = (one for one in found if one.subject in shown)
    return tuple(one.message if one.subject in one.message else f"{one.subject}: {one.message}" for one in told)


def _deliverables(plan: Plan) -> list[Deliverable]:
    rows = plan.deliverables.filter(is_withdrawn=False).exclude(status__in=("", Status.STOPPED))
    return list(rows.prefetch_related("milestones").order_by("workstream__position", "position", "pk"))


def _who(one: Deliverable) -> str:
    if not one.owner_organisation:
        return ""
    is_ours = one.owner_organisation.casefold() == OURSELVES
    return "Led by the Cancer Alliance" if is_ours else f"Led by {one.owner_organisation}"


def _when_and_how(one: Deliverable, today: date) -> tuple[str, str]:
    """When the next step is due, or was, and how the whole stands."""
    held: list[Milestone] = [step for step in one.milestones.all() if not step.is_withdrawn]
    standing = STANDING.get(Status(one.status), "")
    if one.status == Status.DONE:
        passed = [step.actual for step in held if step.actual]
        return (f"Finished in {month(max(passed))}", "") if passed else ("", standing)
    due = [step.forecast or step.baseline for step in held if not step.actual]
    known = [on for on in due if on]
    if not known:
        return "", standing
    told = "Next step by" if min(known) >= today else "Next step was due in"
    return f"{told} {month(min(known))}", standing
