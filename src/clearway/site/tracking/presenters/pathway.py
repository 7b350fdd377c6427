"""One pathway: what happened, by which rule, who answers, what would have changed it, who could have acted when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from clearway.clocks.explanation import ClockStory, Explanation
from clearway.clocks.explanation.phrases import days
from clearway.clocks.explanation.working import Working
from clearway.clocks.outcome import Route
from clearway.measures.labels import STAGE_ROUTE
from clearway.pathways.breaches import CLOCKS
from clearway.pathways.reasons import code_label, longest_step, reason_recorded, step_words
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.site import words
from clearway.site.performance.presenters.figure import is_synthetic
from clearway.site.performance.presenters.notes import SYNTHETIC
from clearway.site.standards import books
from clearway.site.standards.presenters import TrustLabel, trust_label
from clearway.site.tracking.presenters.breaches import share_words, short_link
from clearway.site.tracking.presenters.drawing import Picture, narrow, wide
from clearway.site.tracking.presenters.timeline import Timeline, event_words, timeline
from clearway.site.tracking.services import OpenedPathway

ORDER = ("62", "31", "fds", "2ww")
"""Which clock comes first among those that ended alike."""

STOPPED = {"62": "Treated", "31": "Treated", "fds": "Told", "2ww": "First seen"}
LIMIT_NAMES = {"62": "62-day", "31": "31-day", "fds": "28-day", "2ww": "14-day"}


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


@dataclass(frozen=True, slots=True)
class PathwayPage:
    """Everything a pathway's page shows. `clocks` begins with the one that matters most."""

    link: str
    short: str
    heading: str
    caption: str
    mark: str
    clocks: tuple[ClockShown, ...]
    flags: tuple[tuple[str, str, str], ...]
    rules: tuple[tuple[RuleLink, str, str], ...]
    breach_list: str
    received: str
    release: str
    counts: bool
    replaced_by: str
    snapshot: str

    @property
    def first(self) -> ClockShown:
        """The clock that matters most: a breach before a wait within its limit before one that is not counted."""
        return self.clocks[0]


def pathway_page(opened: OpenedPathway) -> PathwayPage:
    """The page of a pathway that somebody opened."""
    held, told = opened.held, opened.told
    explanation = told.explanation
    stories = in_order(explanation)
    clocks = tuple(_clock(story, held.record, explanation, opened) for story in stories)
    return PathwayPage(
        link=held.link,
        short=short_link(held.link),
        heading=_heading(stories[0]),
        caption=f"Pathway {short_link(held.link)} · {_who(stories[0], held.record)}",
        mark=SYNTHETIC if is_synthetic() else "",
        clocks=clocks,
        flags=tuple((flag.code, flag.words, flag.mend) for flag in explanation.flags),
        rules=tuple((rule_link(note.id), note.source, note.overridden) for note in explanation.rules),
        breach_list=_list_href(stories[0]),
        received=f"{held.file_name}, version {held.version}, received {words.moment(held.received_at)}",
        release=held.release,
        counts=not held.superseded_by,
        replaced_by=reverse("tracking:pathway", args=[opened.replaced_by.link])
        if opened.replaced_by and opened.replaced_by.link != held.link
        else "",
        snapshot=opened.snapshot,
    )


def in_order(explanation: Explanation) -> list[ClockStory]:
    """The clocks as a reader needs them: breaches, then waits within their limit, then what is not counted."""
    return sorted(
        explanation.clocks, key=lambda story: (not story.is_breach, not story.is_counted, ORDER.index(story.clock))
    )


def rule_link(rule_id: str) -> RuleLink:
    """A rule by its id, with its title and how sure we are of it."""
    rule = books.national().rules[rule_id]
    return RuleLink(rule.id, rule.title, trust_label(rule.trust))


def _heading(story: ClockStory) -> str:
    if not story.is_counted:
        return "Not counted by any standard"
    name, stopped = LIMIT_NAMES[story.clock], STOPPED[story.clock]
    if story.days is None or story.limit is None:
        return stopped
    if story.is_breach and story.days > story.limit:
        over = days(story.days - story.limit)
        return f"{stopped} on day {story.days}: {over} over the {name} limit"
    if story.is_breach:
        return f"Counted, but not as a success: day {story.days} cannot be right"
    return f"{stopped} on day {story.days}: within the {name} limit"


def _who(story: ClockStory, record: WaitingTimeRecord) -> str:
    """What the person had or was suspected to have, and how they came, as far as the record tells it."""
    route = STAGE_ROUTE.get(story.route, "") if story.route else ""
    if story.cancer_type:
        return " · ".join(filter(None, (story.cancer_type, route)))
    on = record.crtp_start or record.consultant_upgrade_date or record.treatment_start_date
    return code_label(books.national(), "referral_type", record.referral_type, on) or "cancer type not told"


def _list_href(story: ClockStory) -> str:
    standard = next(name for name, clock in CLOCKS.items() if clock == story.clock)
    month = f"{story.stop:%Y-%m}" if story.stop and story.is_counted else ""
    query = "&".join(
        filter(None, [f"standard={standard}" if standard != "62" else "", f"month={month}" if month else ""])
    )
    return reverse("tracking:breaches") + (f"?{query}" if query else "")


def _clock(story: ClockStory, record: WaitingTimeRecord, explanation: Explanation, opened: OpenedPathway) -> ClockShown:
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
        reason=reason_recorded(record, story, books.national()) if story.is_breach else "",
        longest=longest + held_by,
        rules=tuple(rule_link(rule) for rule in story.rules if rule in books.national().rules),
    )


def _rows(story: ClockStory) -> Iterator[DateRow]:
    before = None
    for event in story.milestones:
        since = "" if before is None else days((event.on - before).days)
        name = event_words(story.clock, event.kind, is_upgrade=story.route is Route.UPGRADE)
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


def story_lines(page: PathwayPage, text: str, drawn_by: str) -> str:
    """The story as a text file: what it is, whose eyes it was drawn for, then the story itself."""
    head: Sequence[str] = (
        *([page.mark] if page.mark else []),
        f"Pathway {page.link}",
        f"From {page.received} ({page.release}); snapshot {page.snapshot}",
        f"Drawn by {drawn_by}",
        "",
    )
    return "\n".join((*head, text, ""))
