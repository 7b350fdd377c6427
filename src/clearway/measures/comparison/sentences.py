"""Sentences that the statistics support, in plain words: what a chart may be said to show, and no more."""

import math

from clearway.measures.catalogue.measure import Measure
from clearway.measures.comparison.deprivation import DeprivationGradient
from clearway.measures.comparison.history import Line
from clearway.measures.comparison.peers import SAID, Peer, PeerSet
from clearway.measures.values import MeasureValue
from clearway.stats.spc import Assurance, Variation
from clearway.stats.telling import TOO_FEW

IMPROVING = (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)
WORSENING = (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)
CHANGED = (Variation.NEITHER_HIGH, Variation.NEITHER_LOW)

REACH = {
    Assurance.PASSES: "It will keep meeting its target of {target} unless something changes.",
    Assurance.FAILS: "It will keep missing its target of {target} unless something changes.",
    Assurance.HIT_OR_MISS: "Whether it meets its target of {target} in a period is down to chance.",
}

MONTHS_TOLD_AS_SUCH = 24


def shown(number: float, measure: Measure, digits: int = 1) -> str:
    """A number of a measure as people read it: `78.4%`, `612.3 per 100,000 people`, `1,204 people`."""
    unit = measure.unit
    scaled = number * unit.shown
    if unit.key == "percent":
        return f"{scaled:,.{digits}f}%"
    if unit.key in ("people", "questions"):
        return f"{scaled:,.0f} {unit.title}"
    return f"{scaled:,.{digits}f} {unit.title}"


def out_of_a_hundred(value: MeasureValue, measure: Measure) -> str:
    """A share in public words: `58 of every 100 people`; any other value as it is read; no words without a value."""
    if value.value is None:
        return ""
    if measure.unit.key != "percent":
        return shown(value.value, measure)
    return f"{value.value * 100:.0f} of every 100 people"


def of_history(line: Line, measure: Measure) -> str:
    """What a line shows: a change beyond chance, none, or too few points to say; then what is to be expected.

    A target that is provisional, or an organisation's own, is marked as such in brackets.
    """
    if line.overlaps:
        return f"The periods of {_whose(line)} overlap: neighbours share most of their people, so no change is judged."
    if not line.has_limits:
        periods, are = ("period", "is") if line.known == 1 else ("periods", "are")
        return f"{line.known} {periods} of {_whose(line)} {are} held: too few to tell a change from chance."
    said = f"{_whose(line)} {_variation_words(line)}"
    words = [said]
    if line.target is not None and line.assurance in REACH:
        target = shown(line.target, measure) + (f" ({line.target_mark})" if line.target_mark else "")
        words.append(REACH[line.assurance].format(target=target))
    if line.is_trial:
        words.append("The limits rest on fewer than 13 points and are on trial.")
    return " ".join(words)


def how_many_more(periods: float, words: str) -> str:
    """How many more periods, in words: whole ones, rounded up; months beyond two years are told in years.

    `words` is the plural of the period ("months"). "1 more month", "9 more months", "31 more years".
    """
    whole = math.ceil(periods)
    if words == "months" and whole > MONTHS_TOLD_AS_SUCH:
        whole, words = math.ceil(whole / 12), "years"
    return f"{whole:,} more {words.removesuffix('s') if whole == 1 else words}"


def _whose(line: Line) -> str:
    return f"{line.area_name}, {line.group}," if line.group else line.area_name


def _variation_words(line: Line) -> str:
    cause = line.points[-1].cause
    why = f" (latest point: {cause.words})" if cause else ""
    if line.variation in IMPROVING:
        return f"is improving{why}."
    if line.variation in WORSENING:
        return f"is getting worse{why}."
    return f"has changed{why}." if line.variation in CHANGED else "shows no change beyond what chance gives."


def of_peers(peers: PeerSet, unit_words: str = "areas", period_words: str = "months") -> str:
    """What a comparison shows: how many stand out, how many by chance, how many cannot be told and until when."""
    if not peers.peers:
        return f"No {unit_words} can be compared."
    if len(peers.peers) == 1:
        return _of_one(peers.peers[0], peers.benchmark_name, period_words)
    labelled, few = peers.labelled, peers.too_few
    total = len(peers.peers)
    words = [f"None of {total} {unit_words} can be told from {peers.benchmark_name}."]
    if labelled:
        counts = {label: sum(one.label == label for one in labelled) for label in SAID}
        parts = [f"{count} {'is' if count == 1 else 'are'} {label}" for label, count in counts.items() if count]
        words = [f"Of {total} {unit_words}, {_together(parts)} than {peers.benchmark_name}."]
    if peers.funnel is None and peers.by_chance >= 0.5:
        words.append(f"Chance alone would set about {peers.by_chance:.0f} apart.")
    if few:
        waits = sorted(one.more_periods for one in few if one.more_periods is not None)
        half = how_many_more(waits[len(waits) // 2], period_words) if waits else ""
        until = f"; half of these could be told after {half}" if waits else ""
        words.append(f"For {len(few)} there are too few people to say{until}.")
    return " ".join(words)


def _of_one(peer: Peer, benchmark: str, period_words: str) -> str:
    name = peer.value.area_name
    if peer.label in SAID:
        return f"{name} is {peer.label} than {benchmark}."
    if peer.label != TOO_FEW:
        return f"{name} cannot be told from {benchmark}."
    more = how_many_more(peer.more_periods, period_words) if peer.more_periods else ""
    until = f"; a difference could be told after {more}" if more else ""
    return f"{name} has too few people to be told from {benchmark}{until}."


def of_gradient(gradient: DeprivationGradient, measure: Measure) -> str:
    """What the gradient by deprivation shows: which end is higher and by how much, or that it cannot be told."""
    slope, lower, upper = gradient.slope
    if not gradient.is_clear:
        return (
            "No difference between the most and the least deprived places can be told from chance "
            f"({points(slope, measure)}, 95% limits {points(lower, measure)} to {points(upper, measure)})."
        )
    end = "lower" if slope > 0 else "higher"
    nearest, furthest = sorted((abs(lower), abs(upper)))
    return (
        f"It is {end} in more deprived places: along the line from the least to the most deprived it "
        f"{'falls' if slope > 0 else 'rises'} by {points(abs(slope), measure)} "
        f"(95% limits {points(nearest, measure)} to {points(furthest, measure)})."
    )


def points(number: float, measure: Measure) -> str:
    """A difference as it is read: percentage points for shares."""
    scaled = number * measure.unit.shown
    if measure.unit.key == "percent":
        return f"{scaled:.1f} percentage points"
    return shown(number, measure)


def _together(parts: list[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"
