"""The values of a measure as an audience may see them: the same tables of places and groups as for the position.

Values of the waiting-time position are hidden where the position hides them. Values worked out from records are decided
in tables of their own, first the people counted over, which several measures have in common, then those of the measure:
so none gives another's people away. Told apart by age, sex or ethnicity, people are counted over the newest twelve
months together: month by month nearly every group would be hidden. Whose records they are sees every month; there,
small groups are hidden within each place and month alone, by the rule that comes with the answer
(`measures.comparison.protected`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from clearway.measures.catalogue import Measure
from clearway.measures.catalogue.places import CUTS_OF, Place, Records, Waits, WaitsRatio
from clearway.measures.comparison.groups import HIDDEN_NOTE
from clearway.measures.comparison.pooled import pooled
from clearway.measures.months import month_of
from clearway.measures.question import DETAILS_OF
from clearway.measures.values import GROUPS, Asked, FoundIn, Ground, MeasureValue, values_of
from clearway.measures.values.events import event_counts
from clearway.measures.values.limits import people_limits, share_limits
from clearway.measures.values.waits import LARGER
from clearway.publications.disclosure.figures import EVERYBODY, Figures, Key, hidden_figures, with_empty_groups
from clearway.publications.disclosure.figures import Place as Where
from clearway.publications.disclosure.parents import WINDOW, parentage
from clearway.publications.disclosure.policy import Audience, Policy
from clearway.publications.disclosure.position import Kept, PositionTables
from clearway.stats.disclosure import DisclosureRule

KINDS = {
    "alliance": "alliance trusts", "icb": "icb residents", "sub_icb": "commissioner residents",
    "provider": "provider trusts",
}  # fmt: skip
"""The kinds of area whose computed values an audience under a rule is shown, as places of the tables."""

SAME_PEOPLE = (("alliance trusts", "icb residents"),)
MONTHS = 12
PolicyOf = Callable[[Iterable[str]], Policy]
"""The policy for computed figures told apart by some details."""


@dataclass(frozen=True, slots=True)
class ValueTables:
    """What of a measure's computed values is shown. `kept` remembers each table of one version of the store."""

    ground: Ground
    policy_of: PolicyOf
    kept: Kept

    def shown(self, measure: Measure, asked: Asked, found: FoundIn) -> FoundIn:
        """An answer as it may be shown: values that are hidden have a note in place of numbers."""
        if found.place is None or all(one.basis == "published" for one in found.values):
            return found
        policy = self.policy_of(tuple(filter(None, (found.by, *_fixed(found.place)))))
        rule = policy.rule
        if rule is None:
            return found
        if policy.audience is Audience.OWN_TRUST and found.by in GROUPS:
            return replace(found, small=rule)
        if asked.area_type not in KINDS:
            return replace(found, values=tuple(map(_without, found.values)))
        if found.by in GROUPS:
            return replace(found, values=tuple(self._of_people(measure, asked, found, rule)))
        hides = self._hides(measure, found, rule)
        values = (_without(one) if hides(one) else _rounded(one, rule) for one in found.values)
        return replace(found, values=tuple(values))

    def _of_people(self, measure: Measure, asked: Asked, found: FoundIn, rule: DisclosureRule) -> list[MeasureValue]:
        """Groups over the newest months together; none where those are not among what was asked for."""
        months = self._months(measure, rule)
        if not months or (asked.first and asked.first > months[0]) or (asked.last and asked.last < months[-1]):
            return []
        whole = replace(asked, first=months[0], last=months[-1])
        held = values_of(replace(self.ground, shown=None), measure, whole).values
        together = pooled(held, MONTHS)
        hidden = self._window(measure, found, rule, months)
        return [_without(one) if _key(one, WINDOW) in hidden else _rounded(one, rule) for one in together]

    def _months(self, measure: Measure, rule: DisclosureRule) -> list[date]:
        """The last days of the newest months that any values are held of, after the first day of the first."""

        def made() -> list[date]:
            ends = sorted({one.period_end for one in self._everything(measure, Asked(area_type="alliance"))})[-MONTHS:]
            return [ends[0].replace(day=1), *ends] if ends else []

        months: list[date] = self.kept(("months", measure, rule), made)
        return months

    def _window(self, measure: Measure, found: FoundIn, rule: DisclosureRule, months: list[date]) -> frozenset[Key]:
        """What is hidden of groups over the newest months together, beside everybody of each place."""

        def made() -> frozenset[Key]:
            people = self._figures(measure, months[0], months[-1], found.by, period=WINDOW)
            whole = _sums_of_groups(people)
            counts, totals = _totals(people), _totals(whole)
            population = _population(found.place) or measure
            few = self._hidden(totals, rule, (), ())
            of_all: frozenset[Key] = self.kept(
                ("window", population, found.by, rule),
                lambda: self._hidden(with_empty_groups({**counts, **totals}), rule, totals.keys() - few, few),
            )
            gone = self._hidden(whole, rule, (), few)
            return self._hidden(with_empty_groups({**people, **whole}), rule, whole.keys() - gone, gone | of_all)

        hidden: frozenset[Key] = self.kept(("window of", measure, found.by, rule), made)
        return hidden

    def _hides(self, measure: Measure, found: FoundIn, rule: DisclosureRule) -> Callable[[MeasureValue], bool]:
        place = found.place
        if isinstance(place, Waits):
            return lambda one: self._position_hides(place, found.by, one, rule)
        if isinstance(place, WaitsRatio):
            return lambda one: any(
                self._position_hides(part, found.by, one, rule) for part in (place.above, place.below)
            )
        return lambda one: _key(one, one.period_end.isoformat()) in self._in_period(measure, found, rule, one)

    def _position_hides(self, place: Waits, by: str, value: MeasureValue, rule: DisclosureRule) -> bool:
        told = {**({by: value.group[by]} if by else {}), **_fixed(place)}
        if len(told) > 1:
            return True
        (detail, group) = next(iter(told.items()), ("", EVERYBODY))
        where = Where(KINDS[value.area_type], value.area)
        tables = PositionTables(self.ground.figures, self.ground.rules, rule, self.kept)
        return tables.hides(place.standard, detail, Key(where, month_of(value.period_end), group))

    def _in_period(self, measure: Measure, found: FoundIn, rule: DisclosureRule, value: MeasureValue) -> frozenset[Key]:
        """What is hidden in the period of a value: places first, then groups beside their places' sums.

        The people counted over come before those that count: other measures have them in common.
        """
        first, last, period = value.period_start, value.period_end, value.period_end.isoformat()
        population = _population(found.place) or measure

        def places() -> _Decided:
            people = self._figures(measure, first, last, "", period=period)
            of_all = self.kept(
                ("places", population, period, rule), lambda: self._hidden(_totals(people), rule, (), ())
            )
            return _Decided(people, of_all, self._hidden(people, rule, (), of_all))

        def groups() -> frozenset[Key]:
            whole = decided()
            people = self._figures(measure, first, last, found.by, period=period)
            totals = _totals(whole.people)
            counts = with_empty_groups({**_totals(people), **totals})
            of_all: frozenset[Key] = self.kept(
                ("groups", population, found.by, period, rule),
                lambda: self._hidden(counts, rule, totals.keys() - whole.of_all, whole.of_all),
            )
            both = with_empty_groups({**people, **whole.people})
            return self._hidden(both, rule, whole.people.keys() - whole.hidden, whole.hidden | of_all)

        def decided() -> _Decided:
            held: _Decided = self.kept(("places of", measure, period, rule), places)
            return held

        if not found.by:
            return decided().hidden
        hidden: frozenset[Key] = self.kept(("groups of", measure, found.by, period, rule), groups)
        return hidden

    def _figures(
        self, measure: Measure, first: date, last: date, by: str, *, period: str
    ) -> dict[Key, tuple[float, ...]]:
        """Numbers of people by every kind of place: those that count, and the others counted over."""
        people: dict[Key, tuple[float, float]] = {}
        for kind in KINDS:
            for one in self._everything(measure, Asked(area_type=kind, by=by, first=first, last=last)):
                part, rest = people.get(_key(one, period), (0.0, 0.0))
                more = one.numerator or 0.0
                others = max((one.denominator or more) - more, 0.0)
                people[_key(one, period)] = part + more, rest + others
        return dict(people)

    def _everything(self, measure: Measure, asked: Asked) -> Sequence[MeasureValue]:
        """The computed values of a measure, whoever asks."""
        return values_of(replace(self.ground, shown=None), measure, replace(asked, bases=("computed",))).values

    def _hidden(
        self, people: Figures, rule: DisclosureRule, known: Iterable[Key], gone: Iterable[Key]
    ) -> frozenset[Key]:
        parents = self.kept("parents", lambda: parentage(self.ground.figures))
        return hidden_figures(people, rule, parents, known=set(known), gone=set(gone), same=SAME_PEOPLE)


class _Decided(NamedTuple):
    """Places in one period: their people, what is hidden of those counted over, and of the measure."""

    people: Figures
    of_all: frozenset[Key]
    hidden: frozenset[Key]


def _totals(people: Figures) -> dict[Key, tuple[float, ...]]:
    return {key: (sum(parts),) for key, parts in people.items()}


def _sums_of_groups(people: Figures) -> dict[Key, tuple[float, ...]]:
    """Everybody of each place."""
    whole: dict[Key, tuple[float, ...]] = {}
    for key, parts in people.items():
        total = key._replace(group=EVERYBODY)
        whole[total] = tuple(a + b for a, b in zip(whole.get(total, (0.0,) * len(parts)), parts, strict=True))
    return whole


def _population(place: Place | None) -> tuple[str, str, str] | None:
    """The events that a value is counted over: standard, condition and referral; None for no events."""
    if isinstance(place, Waits):
        return place.standard, event_counts()["within"].of, ""
    if isinstance(place, Records):
        count = event_counts()[place.count]
        return count.standard, count.of, place.referral
    return None


def _fixed(place: Place) -> dict[str, str]:
    """The details that a place of values is narrowed to, by the cut of the position that each is."""
    if isinstance(place, WaitsRatio):
        return {**_fixed(place.above), **_fixed(place.below)}
    if not isinstance(place, Waits):
        return {"referral": place.referral} if isinstance(place, Records) and place.referral else {}
    known = DETAILS_OF[place.standard]
    narrowed = {name: getattr(place, name) for name in CUTS_OF if getattr(place, name)}
    return {next(cut for cut in CUTS_OF[name] if cut in known): value for name, value in narrowed.items()}


def _key(value: MeasureValue, period: str) -> Key:
    group = next(iter(value.group.values()), EVERYBODY)
    return Key(Where(KINDS.get(value.area_type, value.area_type), value.area), period, group)


def _without(value: MeasureValue) -> MeasureValue:
    return replace(
        value, numerator=None, denominator=None, value=None, lower=None, upper=None, method="", note=HIDDEN_NOTE
    )


def _rounded(value: MeasureValue, rule: DisclosureRule) -> MeasureValue:
    """A value with its counts rounded; a share and the limits are made of them again. A median stays as it is."""
    if rule.round_to == 1 or value.value is None:
        return value
    part, whole = (None if one is None else float(rule.rounded(one)) for one in (value.numerator, value.denominator))
    if part is None:
        return replace(value, denominator=whole)
    if whole is None:
        (limits,) = people_limits([part])
        return replace(value, numerator=part, value=part, **limits._asdict())
    if not whole:
        return _without(value)
    part = part if value.note == LARGER else min(part, whole)
    (limits,) = share_limits([part], [whole])
    return replace(value, numerator=part, denominator=whole, value=part / whole, **limits._asdict())
