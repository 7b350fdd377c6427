"""Why a record is, or is not, a breach: the ordered story with its rules, in words and as data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from clearway.clocks.assess import ALL_CARRIED, CLOCKS, assess_record
from clearway.clocks.explanation.first_action import FirstAction, first_action
from clearway.clocks.explanation.milestones import DECIDED, STOP, Interval, Milestone, Trust, intervals, milestones
from clearway.clocks.explanation.phrases import CLOCK_TITLES, days
from clearway.clocks.explanation.smallest_change import SmallestChange, smallest_change
from clearway.clocks.explanation.story import Step, story
from clearway.clocks.explanation.working import Working, working
from clearway.clocks.outcome import Assessment, NotCounted, Pause, Route, Wait
from clearway.clocks.rules import ClockRules
from clearway.clocks.transfers import transfers_to_treatment
from clearway.records.waiting_times import WaitingTimeRecord


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule as a reader meets it: what it says, where it was read, and how sure that is."""

    id: str
    title: str
    words: str
    source: str
    trust: str
    overridden: str


@dataclass(frozen=True, slots=True)
class FlagNote:
    """What is odd about the record and how to mend it."""

    code: str
    words: str
    mend: str


@dataclass(frozen=True, slots=True)
class ClockStory:
    """One clock of one record. `steps` is empty when the record is outside; `verdict` then says why.

    `pauses` are the days recorded as not counting, those that the rules refuse among them. `cancer_type` is what was
    suspected for the clocks that end with being seen or told, what was treated for the others.
    """

    clock: str
    title: str
    is_counted: bool
    is_breach: bool
    verdict: str
    rules: tuple[str, ...]
    route: Route | None = None
    cancer_type: str = ""
    days: int | None = None
    raw_days: int | None = None
    pauses: tuple[Pause, ...] = ()
    limit: int | None = None
    start: date | None = None
    stop: date | None = None
    steps: tuple[Step, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    intervals: tuple[Interval, ...] = ()
    working: Working | None = None
    local_working: Working | None = None
    smallest_change: SmallestChange | None = None
    first_action: FirstAction | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All four clocks of one record with the rules and flags they speak of."""

    record_id: str
    rule_set: str
    clocks: tuple[ClockStory, ...]
    rules: tuple[RuleNote, ...]
    flags: tuple[FlagNote, ...]

    def clock(self, name: str) -> ClockStory:
        """The story of one clock: `2ww`, `fds`, `31` or `62`."""
        return next(one for one in self.clocks if one.clock == name)


def explain_record(
    record: WaitingTimeRecord,
    rules: ClockRules,
    *,
    local: ClockRules | None = None,
    carried: frozenset[str] = ALL_CARRIED,
    is_repeated: bool = False,
) -> Explanation:
    """Explain one record under the national rules, with the allocation under a local policy beside it where given.

    `carried` and `is_repeated` are as in `assess_record`.
    """
    assessment = assess_record(record, rules, carried=carried, is_repeated=is_repeated)
    local_assessment = assess_record(record, local, carried=carried) if local else None
    stories = tuple(
        _clock_story(name, wait, assessment.faster_diagnosis, record, rules, local, _wait_of(local_assessment, name))
        for name, wait in _waits(assessment)
    )
    other = _other_reading(record, assessment, rules, carried)
    stories = tuple(_with_doubt(one, other) if one.clock == "62" and other else one for one in stories)
    used = dict.fromkeys(
        rule for one in stories for rule in (*one.rules, *(r for step in one.steps for r in step.rules))
    )
    return Explanation(
        record_id=record.record_id,
        rule_set=rules.book.label,
        clocks=stories,
        rules=tuple(_rule_note(rule, rules) for rule in used if rule in rules.book.rules),
        flags=tuple(_flag_notes(assessment.flags, rules)),
    )


def explain_clock(record: WaitingTimeRecord, rules: ClockRules, clock: str) -> ClockStory:
    """The story of one clock (`2ww`, `fds`, `31` or `62`) alone, for lists of many records.

    As in `explain_record`, but for local policies and what is doubtful in the record: those are told of one record.
    """
    return _clock_story(clock, CLOCKS[clock](record, rules), CLOCKS["fds"](record, rules), record, rules)


def _clock_story(
    name: str,
    wait: Wait | NotCounted,
    told: Wait | NotCounted,
    record: WaitingTimeRecord,
    rules: ClockRules,
    local: ClockRules | None = None,
    local_wait: Wait | NotCounted | None = None,
) -> ClockStory:
    if isinstance(wait, NotCounted):
        verdict = _not_counted(wait, rules)
        return ClockStory(name, CLOCK_TITLES[name], False, False, verdict, wait.rules)
    trust = _trust_names(rules, wait.stop)
    moves = transfers_to_treatment(record, wait.stop, rules) if name in ("31", "62") else ()
    events = milestones(name, record, wait, trust, moves)
    is_stopped_by_decision = name == "fds" and record.fds_end_date is not None and wait.stop < record.fds_end_date
    passed = intervals(events, wait, stopped_by=DECIDED if is_stopped_by_decision else STOP)
    shared = working(wait, rules, trust)
    shared_locally = working(local_wait, local, trust) if local and isinstance(local_wait, Wait) else None
    return ClockStory(
        clock=name,
        title=CLOCK_TITLES[name],
        is_counted=True,
        is_breach=not wait.is_within,
        verdict=_verdict(wait),
        route=wait.route,
        cancer_type=wait.cancer_type,
        days=wait.days,
        raw_days=wait.raw_days,
        pauses=wait.pauses,
        limit=wait.limit,
        start=wait.start,
        stop=wait.stop,
        steps=tuple(story(name, record, wait, events, shared)),
        milestones=events,
        intervals=passed,
        working=shared,
        local_working=shared_locally if shared_locally != shared else None,
        smallest_change=smallest_change(name, wait, passed),
        first_action=first_action(record, wait, told, events, passed, rules),
        rules=wait.rules,
    )


def _other_reading(
    record: WaitingTimeRecord, assessment: Assessment, rules: ClockRules, carried: frozenset[str]
) -> str:
    """What the 62-day clock says if the upgrade date on an urgent record is read the other way (D62-2), in words."""
    if "UPGRADE_ON_URGENT" not in assessment.flags:
        return ""
    other = rules.with_other_upgrade_reading(record.treatment_start_date or record.crtp_start or date.max)
    wait = assess_record(record, other, carried=carried).sixty_two_day
    said = _not_counted(wait, rules) if isinstance(wait, NotCounted) else _verdict(wait)
    return f"An urgent record should have no upgrade date. Read the other way: {said[0].lower()}{said[1:]}"


def _with_doubt(story: ClockStory, other: str) -> ClockStory:
    """The story with the other reading told as its last step, or beside the verdict of a record that is outside."""
    if not story.is_counted:
        return replace(story, verdict=f"{story.verdict} {other}")
    return replace(story, steps=(*story.steps, Step(other, ("D62-2",))))


def _not_counted(outcome: NotCounted, rules: ClockRules) -> str:
    return f"Not counted: {_words_of('exclusion_reason', outcome.reason, rules)}"


def _verdict(wait: Wait) -> str:
    taken_off = wait.raw_days - wait.days
    without = f" ({wait.raw_days} without the {days(taken_off)} taken off)" if taken_off else ""
    if wait.is_within:
        return f"Within the limit: day {wait.days}{without}, limit {wait.limit}."
    if wait.days <= wait.limit:
        check = "Check the dates and the days taken off."
        return f"Counted but not as a success: day {wait.days}{without} cannot be right. {check}"
    return f"Breach: day {wait.days}{without}, {days(wait.days - wait.limit)} over the {wait.limit}."


def _waits(assessment: Assessment) -> tuple[tuple[str, Wait | NotCounted], ...]:
    return (
        ("2ww", assessment.two_week),
        ("fds", assessment.faster_diagnosis),
        ("31", assessment.thirty_one_day),
        ("62", assessment.sixty_two_day),
    )


def _wait_of(assessment: Assessment | None, name: str) -> Wait | NotCounted | None:
    return dict(_waits(assessment))[name] if assessment else None


def _trust_names(rules: ClockRules, on: date) -> Trust:
    def name_of(site: str | None) -> str:
        code = rules.trust(site, on)
        is_known = bool(code) and rules.organisations.provider(code, on).is_known
        return rules.organisations.name(code, on) if is_known else code

    return name_of


def _rule_note(rule_id: str, rules: ClockRules) -> RuleNote:
    rule = rules.book.rules[rule_id]
    local = [held for held in rules.book.parameters_of([rule_id]) for dated in held.values if dated.overridden_by]
    return RuleNote(
        id=rule_id,
        title=rule.title,
        words=rule.words,
        source=f"{rule.source.document}, {rule.source.version}, {rule.source.paragraph}",
        trust=rule.trust.words,
        overridden="; ".join(f"{held.title}: replaced by a local policy" for held in local),
    )


def _flag_notes(flags: frozenset[str], rules: ClockRules) -> Iterator[FlagNote]:
    for flag in sorted(flags):
        entry = next((held.code for held in rules.book.code_lists["flag"].codes if held.code.code == flag), None)
        yield FlagNote(flag, entry.label if entry else flag, entry.mend if entry else "")


def _words_of(list_name: str, code: str, rules: ClockRules) -> str:
    entries = rules.book.code_lists[list_name].codes
    return next((held.code.label for held in entries if held.code.code == code), code)
