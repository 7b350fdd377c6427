"""Which targets a value is held against in a month: the standard, the national milestone, the agreed trajectory.

All three stand side by side. None overwrites another: a trajectory below the standard does not lower the standard.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from clearway.measures.catalogue import Measure, Target, TargetKind
from clearway.measures.months import last_day
from clearway.measures.targets.agreed import AgreedTarget, Trajectories
from clearway.standards import RuleBook, RuleNotKnown

NOTHING_AGREED = Trajectories()
FOR_EVERYBODY = "It was set for everybody together, not for a part."


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetHeld:
    """One national target. `value` as kept (a share between 0 and 1, else a number), None where no figure was set.

    `standing` says how it is known, in words; `is_provisional` must be shown wherever the value is. `compares` is False
    for a target of another definition, which is shown and never held against a value.
    """

    kind: TargetKind
    value: Decimal | None
    source: str
    standing: str
    is_provisional: bool
    by: date | None = None
    by_words: str = ""
    label: str = ""
    note: str = ""
    compares: bool = True


@dataclass(frozen=True, slots=True)
class TargetsOn:
    """The targets of a month. Several standards stand side by side where there is more than one threshold."""

    standards: tuple[TargetHeld, ...]
    milestones: tuple[TargetHeld, ...]
    trajectory: AgreedTarget | None

    def beside_a_part(self) -> "TargetsOn":
        """The same beside a value of a part alone, such as one cancer site: shown, and never held against it."""

        def shown(held: tuple[TargetHeld, ...]) -> tuple[TargetHeld, ...]:
            return tuple(replace(one, compares=False, note=one.note or FOR_EVERYBODY) for one in held)

        return TargetsOn(shown(self.standards), shown(self.milestones), None)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to hold a value against."""
        return not (self.standards or self.milestones or self.trajectory)


def target_on(
    measure: Measure,
    organisation: str,
    month: str,
    *,
    rules: RuleBook,
    agreed: Trajectories = NOTHING_AGREED,
    as_known_on: date | None = None,
) -> TargetsOn:
    """The targets of a measure for an organisation (its code, empty for none) in a month `YYYY-MM`.

    `as_known_on` leaves out what was published or received after that day.
    """
    return TargetsOn(
        standards=standards_on(measure, month, rules, as_known_on),
        milestones=milestones_on(measure, month, as_known_on),
        trajectory=agreed.agreed(measure, organisation, month, as_known_on=as_known_on) if organisation else None,
    )


def standards_on(
    measure: Measure, month: str, rules: RuleBook, as_known_on: date | None = None
) -> tuple[TargetHeld, ...]:
    """The threshold of the rule book on the last day of the month, or the standing thresholds of the catalogue.

    Of thresholds with one label the latest holds.
    """
    on = last_day(month)
    if measure.standard:
        return _of_rule_book(measure.standard, on, rules, as_known_on)
    newest: dict[str, Target] = {}
    for one in measure.targets:
        if one.kind is TargetKind.STANDARD and _is_known(one, on) and _is_known(one, as_known_on):
            before = newest.get(one.label)
            if before is None or (one.applies_from or date.min) >= (before.applies_from or date.min):
                newest[one.label] = one
    return tuple(_held(measure, one) for one in newest.values())


def milestones_on(measure: Measure, month: str, as_known_on: date | None = None) -> tuple[TargetHeld, ...]:
    """The next milestone that was due and already known in the month; one without a day where no dated one is.

    Milestones of another definition stand beside it.
    """
    on = last_day(month)
    due = [
        one
        for one in measure.targets
        if one.kind is TargetKind.MILESTONE
        and _is_known(one, on)
        and _is_known(one, as_known_on)
        and (one.by is None or on <= one.by)
    ]
    comparing = [one for one in due if one.compares]
    next_day = min((one.by or date.max for one in comparing), default=None)
    chosen = [one for one in due if not one.compares or (one.by or date.max) == next_day]
    return tuple(_held(measure, one) for one in chosen)


def _is_known(target: Target, day: date | None) -> bool:
    return day is None or target.applies_from is None or target.applies_from <= day


def _of_rule_book(key: str, on: date, rules: RuleBook, as_known_on: date | None) -> tuple[TargetHeld, ...]:
    standard = rules.standards[key]
    known = standard.as_known_on(as_known_on) if as_known_on else standard
    try:
        dated = known.dated_threshold(on)
    except RuleNotKnown:
        return ()
    if dated is None or not isinstance(dated.value, Decimal):
        return ()
    held = TargetHeld(
        kind=TargetKind.STANDARD,
        value=dated.value,
        source=dated.source or standard.source.document,
        standing=dated.standing,
        is_provisional=dated.trust.is_provisional,
        label=standard.title,
    )
    return (held,)


def _held(measure: Measure, target: Target) -> TargetHeld:
    return TargetHeld(
        kind=target.kind,
        value=None if target.value is None else target.value / measure.unit.shown,
        source=target.source,
        standing=target.verification.value,
        is_provisional=target.verification.is_provisional,
        by=target.by,
        by_words=target.by_words,
        label=target.label,
        note=target.note,
        compares=target.compares,
    )
