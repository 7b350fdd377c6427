"""One clock of a pathway as it is shown: the line, the story, the sharing, what would have changed it."""

from collections.abc import Iterator
from dataclasses import dataclass

from clearway.clocks.explanation import ClockStory
from clearway.clocks.explanation.phrases import days
from clearway.clocks.explanation.working import Working
from clearway.pathways.reasons import longest_step, reason_recorded, step_words
from clearway.site import words
from clearway.site.standards import books
from clearway.site.standards.presenters import TrustLabel, trust_label
from clearway.site.tracking.presenters.breach_table import share_words
from clearway.site.tracking.presenters.drawing import Picture, narrow, wide
from clearway.site.tracking.presenters.timeline import Timeline, event_words, timeline
from clearway.site.tracking.services import OpenedPathway


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule named in a story."""

    id: str
    title: str
    trust: TrustLabel


@dataclass(frozen=True, slots=True)
class StepShown:
    """One sentence of the story with its rules."""

    words: str
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The line of days in both widths, and what is said of it."""

    line: Timeline
    wide: Picture
    narrow: Picture


@dataclass(frozen=True, slots=True)
class DateRow:
    """One event as a row: the same that is drawn."""

    words: str
    on: str
    day: int
    since: str
    trust: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One trust's part, under the national rules and under the local policy where there is one."""

    name: str
    role: str
    national: str
    local: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """How the result was laid at the trusts' doors."""

    words: str
    local_words: str
    policies: tuple[str, ...]
    rows: tuple[ShareRow, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What would have turned the breach: a lead, and the steps any one of which was long enough."""

    lead: str
    steps: tuple[str, ...]
    end: str


@dataclass(frozen=True, slots=True)
class ActionShown:
    """The first day somebody could have acted."""

    words: str
    rule: RuleLink | None


@dataclass(frozen=True, slots=True)
class ClockShown:
    """One clock of the pathway."""

    clock: str
    title: str
    verdict: str
    is_counted: bool
    is_breach: bool
    drawn: Drawn | None
    steps: tuple[StepShown, ...]
    rows: tuple[DateRow, ...]
    sharing: Sharing | None
    change: Changed | None
    action: ActionShown | None
    reason: str
    longest: str
    rules: tuple[RuleLink, ...]


def rule_link(rule_id: str) -> RuleLink:
    """A rule by its id, with its title and how sure we are of it."""
    rule = books.national().rules[rule_id]
    return RuleLink(rule.id, rule.title, trust_label(rule.trust))


def clock_shown(story: ClockStory, opened: OpenedPathway) -> ClockShown:
    """One clock of a pathway that somebody opened."""
    line = timeline(story)
    step = longest_step(story)
    longest = f"{days(step.days)}, {step_words(story, step)}" if step else ""
    held_by = f", held by {step.held_by}" if step and step.held_by else ""
    return ClockShown(
        clock=story.clock,
        title=story.title,
        verdict=story.verdict,
        is_counted=story.is_counted,
        is_breach=story.is_breach,
        drawn=Drawn(line, wide(line), narrow(line)) if line else None,
        steps=tuple(
            StepShown(one.words, tuple(rule_link(rule) for rule in one.rules if rule in books.national().rules))
            for one in story.steps
        ),
        rows=tuple(_rows(story)),
        sharing=_sharing(story, opened) if story.working and len(story.working.shares) > 1 else None,
        change=_changed(story),
        action=_action(story),
        reason=reason_recorded(opened.held.record, story, books.national()) if story.is_breach else "",
        longest=longest + held_by,
        rules=tuple(rule_link(rule) for rule in story.rules if rule in books.national().rules),
    )


def _rows(story: ClockStory) -> Iterator[DateRow]:
    before = None
    for event in story.milestones:
        since = "" if before is None else days((event.on - before).days)
        name = event_words(story, event.kind)
        yield DateRow(name, words.day(event.on), event.day, since, event.trust or "not recorded")
        before = event.on


def _sharing(story: ClockStory, opened: OpenedPathway) -> Sharing | None:
    national, local = story.working, story.local_working
    if national is None:
        return None
    rows = [
        ShareRow(share.name, share.role, _part(national, place, story), _part(local, place, story) if local else "")
        for place, share in enumerate(national.shares)
    ]
    policies = [f"{one.policy_id}: {one.reason}. Agreed by {one.agreed_by}." for one in opened.told.policies]
    return Sharing(national.words, local.words if local else "", tuple(policies), tuple(rows))


def _part(working: Working, place: int, story: ClockStory) -> str:
    if place >= len(working.shares):
        return "0"
    share = working.shares[place]
    return share_words(share.breach if story.is_breach else share.within)


def _changed(story: ClockStory) -> Changed | None:
    change = story.smallest_change
    if change is None:
        return None
    if not change.intervals:
        return Changed(change.words, (), "")
    steps = tuple(
        f"{step_words(story, one)}: {days(one.days)}{f', held by {one.held_by}' if one.held_by else ''}"
        for one in change.intervals
    )
    which = "in this step" if len(steps) == 1 else "in any one of these steps, with the others as they were"
    return Changed(f"{days(change.days)} less {which}:".capitalize(), steps, f"Then day {story.limit}, no breach.")


def _action(story: ClockStory) -> ActionShown | None:
    action = story.first_action
    if action is None:
        return None
    known = action.rule in books.national().rules
    return ActionShown(action.words, rule_link(action.rule) if known else None)
