"""What of the money, scores, gates and roll-outs of a plan cannot be right: where, why and how to mend it."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from clearway.planning.allocations import Allocation
from clearway.planning.bids.bid import DECISIONS, Score
from clearway.planning.bids.framework import ScoringFramework, wrong_with
from clearway.planning.gates import BEFORE, KINDS
from clearway.planning.moves import doubtful_moves
from clearway.planning.pounds import is_money
from clearway.planning.rollout import STATUSES
from clearway.planning.spans import NotASpan, Quarter
from clearway.planning.structure import STREAMS, Deliverable, Plan

Doubt = tuple[str, str, str, str]
PARTS: dict[str, tuple[str, ...]] = {
    "allocations": ("placed",),
    "scoring_frameworks": (),
    "bids": ("sums", "scores"),
    "appraisals": ("options",),
    "roll_outs": ("places",),
    "signing_bodies": (),
}
"""The rows that belong to a plan itself, each with the rows within it."""


def parts_of(plan: Plan) -> Iterator[tuple[str, Any]]:
    """Every row that belongs to the plan itself, or lies within such a row, with its place in the file."""
    for kind, inner in PARTS.items():
        for place, one in enumerate(getattr(plan, kind)):
            at = f"{kind}[{place}]"
            yield at, one
            for key in inner:
                yield from ((f"{at}.{key}[{second}]", each) for second, each in enumerate(getattr(one, key)))
    for first, appraisal in enumerate(plan.appraisals):
        for second, option in enumerate(appraisal.options):
            at = f"appraisals[{first}].options[{second}]"
            yield from ((f"{at}.scores[{third}]", each) for third, each in enumerate(option.scores))


def doubts_of(plan: Plan) -> Iterator[Doubt]:
    """Everything that cannot be right, in the order of the file."""
    known = {one.id for one in plan.deliverables}
    for first, workstream in enumerate(plan.workstreams):
        for second, deliverable in enumerate(workstream.deliverables):
            at = f"workstreams[{first}].deliverables[{second}]"
            yield from _of_deliverable(at, deliverable)
            yield from doubtful_moves(at, deliverable.moves)
            for half in deliverable.half_years:
                yield from _unknown(at, "half_years", half, plan.sequence_columns)
    for place, allocation in enumerate(plan.allocations):
        yield from _of_allocation(f"allocations[{place}]", allocation, known)
    for place, framework in enumerate(plan.scoring_frameworks):
        for wrong, mend in wrong_with(framework.criteria):
            yield f"scoring_frameworks[{place}]", "criteria", wrong, mend
    yield from _of_scored(plan, known)
    for place, roll_out in enumerate(plan.roll_outs):
        at = f"roll_outs[{place}]"
        yield from _unknown(at, "deliverable", roll_out.deliverable, known)
        for second, one in enumerate(roll_out.places):
            yield from _unknown(f"{at}.places[{second}]", "status", one.status, STATUSES)


def _of_deliverable(at: str, one: Deliverable) -> Iterator[Doubt]:
    for place, saving in enumerate(one.savings):
        inner = f"{at}.savings[{place}]"
        yield from _quarter(inner, saving.quarter)
        yield from _sums(inner, saving, ("planned", "forecast", "delivered"))
    for place, gate in enumerate(one.gates):
        inner = f"{at}.gates[{place}]"
        yield from _unknown(inner, "kind", gate.kind, KINDS)
        yield from _unknown(inner, "before", gate.before, BEFORE)
        if gate.passed_on is not None and gate.evidence is None:
            yield inner, "passed_on", "passed, and nothing shows it", "Write what shows it under `evidence`."


def _of_allocation(at: str, one: Allocation, known: Collection[str]) -> Iterator[Doubt]:
    yield from _unknown(at, "stream", one.stream, STREAMS)
    yield from _quarter(at, one.quarter)
    yield from _sums(at, one, ("amount",))
    for place, placed in enumerate(one.placed):
        inner = f"{at}.placed[{place}]"
        yield from _sums(inner, placed, ("amount",))
        yield from _unknown(inner, "deliverable", placed.deliverable, known)
        if placed.deliverable is None and placed.organisation is None:
            yield inner, "deliverable", "it went nowhere", "Name a deliverable, an organisation, or both."
    if one.left < 0:
        yield at, "placed", f"{-one.left} more is placed than was received", "Place no more than the amount."


def _of_scored(plan: Plan, known: Collection[str]) -> Iterator[Doubt]:
    frameworks = {one.id: one for one in plan.scoring_frameworks}
    for place, bid in enumerate(plan.bids):
        at = f"bids[{place}]"
        yield from _unknown(at, "decision", bid.decision, DECISIONS)
        yield from _unknown(at, "framework", bid.framework, frameworks)
        for code in bid.deliverables:
            yield from _unknown(at, "deliverables", code, known)
        for second, line in enumerate(bid.sums):
            yield from _unknown(f"{at}.sums[{second}]", "stream", line.stream, STREAMS)
            yield from _quarter(f"{at}.sums[{second}]", line.quarter)
            yield from _sums(f"{at}.sums[{second}]", line, ("asked", "awarded", "spent"))
        yield from _scores(at, bid.scores, frameworks.get(bid.framework or ""))
    for place, appraisal in enumerate(plan.appraisals):
        at = f"appraisals[{place}]"
        yield from _unknown(at, "deliverable", appraisal.deliverable, known)
        yield from _unknown(at, "framework", appraisal.framework, frameworks)
        yield from _unknown(at, "chosen", appraisal.chosen, {one.id for one in appraisal.options})
        if appraisal.chosen is not None and appraisal.reason is None:
            yield at, "chosen", "an option is chosen, and nobody says why", "Write the reason under `reason`."
        for second, option in enumerate(appraisal.options):
            inner = f"{at}.options[{second}]"
            yield from _sums(inner, option, ("cost",))
            yield from _scores(inner, option.scores, frameworks.get(appraisal.framework or ""))


def _scores(at: str, scores: tuple[Score, ...], framework: ScoringFramework | None) -> Iterator[Doubt]:
    for place, one in enumerate(scores):
        inner = f"{at}.scores[{place}]"
        if framework is None:
            yield inner, "criterion", "scored, and no framework is named", "Name the framework it is scored by."
            return
        if not 0 <= one.score <= framework.highest:
            range_words = f"a score goes from 0 to {framework.highest}"
            yield inner, "score", f"{one.score} is not a score: {range_words}", "Correct it."
    if len({(one.scorer, one.criterion) for one in scores}) != len(scores):
        yield at, "scores", "a scorer scores a criterion twice", "Keep one of the two."


def _unknown(at: str, key: str, held: str | None, known: Collection[str]) -> Iterator[Doubt]:
    if held is not None and held not in known:
        few = ", ".join(sorted(known)[:12]) or "none: there is none yet"
        yield at, key, f"{held!r} is not known", f"Use one of: {few}."


def _quarter(at: str, text: str) -> Iterator[Doubt]:
    try:
        Quarter.read(text)
    except NotASpan as wrong:
        yield at, "quarter", str(wrong), 'Write "2017/18 Q3".'


def _sums(at: str, one: object, names: tuple[str, ...]) -> Iterator[Doubt]:
    for name in names:
        amount: Decimal | None = getattr(one, name)
        if amount is not None and (not is_money(amount) or amount < 0):
            yield at, name, f"{amount} is not pounds and pence", "Write a sum such as 120000.50."
