"""Whose record it is: another share between two trusts, or another trust altogether."""

from collections.abc import Iterator, Mapping, Set
from datetime import date

from clearway.clocks.outcome import Method
from clearway.measures.reconciliation.candidates import Candidate, Support
from clearway.measures.reconciliation.cells import HALVES, Cell, Pair, Vector, minus
from clearway.measures.reconciliation.counted import Counted, Part
from clearway.measures.reconciliation.evidence import HeldEvent
from clearway.measures.reconciliation.kinds import Kind
from clearway.measures.reconciliation.sides import Sides
from clearway.standards.organisations import Organisations

HALF = HALVES // 2

MET: Mapping[tuple[int, int], str] = {
    (HALF, HALF): "half each (scenario 1 or 2, or 50:50)",
    (0, HALVES): "all with the treating trust, handed over after day 38 (scenario 3)",
}
MISSED: Mapping[tuple[int, int], str] = {
    (0, HALVES): "all with the treating trust, handed over by day 38 (scenario 4)",
    (HALVES, 0): "all with the investigating trust, handed over late and treated within 24 days (scenario 5)",
    (HALF, HALF): "half each (scenario 6, or 50:50)",
}
"""How a shared result can be laid at two trusts' doors, investigating then treating (IPT-3, IPT-4, IPT-6)."""


def shared_otherwise(
    events: list[HeldEvent], sides: Sides, differences: Vector, organisations: Organisations
) -> Iterator[Candidate]:
    """Every other way in which a record could have been laid at trusts' doors.

    Trusts named on the record come first; a trust whose own difference runs the other way is tried too, and then only
    the pattern of the differences speaks for it.
    """
    for event in events:
        if event.counted.month != sides.question.month:
            continue
        named = {organisations.parent_trust(code, event.stop) for code in event.codes} - {""}
        others = _opposite(event.counted, sides, differences)
        if event.counted.standard == "62":
            yield from _shares(event, sides, named, others)
        yield from _moved(event, sides, named, others)


def by_former_code(events: list[HeldEvent], sides: Sides, organisations: Organisations) -> Iterator[Candidate]:
    """Records of a trust that merged or changed its code: the other side may still count it under the other code."""
    for event in events:
        if event.counted.month != sides.question.month:
            continue
        for part in event.counted.parts:
            for code in event.codes:
                owner = code[:3]
                if owner != part.trust and organisations.parent_trust(owner, event.stop) == part.trust:
                    parts = tuple(
                        Part(owner, one.total, one.within) if one == part else one for one in event.counted.parts
                    )
                    effect, _ = _effect(event.counted, event.counted.moved(parts=parts), sides)
                    words = f"Recorded under {code}: counted there for {owner}, here for {part.trust} that it became."
                    yield Candidate(Kind.TRUST, (event.ref,), words, effect, rule="ORG-1")


def _shares(event: HeldEvent, sides: Sides, named: Set[str], others: Set[str]) -> Iterator[Candidate]:
    """The six scenarios and half and half, with each trust that could have been accountable for the investigation."""
    counted = event.counted
    treating = counted.parts[0].trust
    now = counted.parts[1].trust if len(counted.parts) > 1 else ""
    for investigating in sorted((named | others | {now}) - {"", treating}):
        for (first, second), words in (MET if counted.is_within else MISSED).items():
            parts = (_part(treating, second, counted), _part(investigating, first, counted))
            effect, is_checked = _effect(counted, counted.moved(parts=parts), sides)
            if effect:
                is_same = investigating == now
                who = "" if is_same else f"with {investigating} accountable for the investigation: "
                rule = "IPT-6" if event.method == Method.FIFTY_FIFTY else "IPT-3"
                yield Candidate(
                    Kind.SHARE if is_same else Kind.TRUST,
                    (event.ref,),
                    f"Shared otherwise: {who}{words}.{_handed(event.handed_over)}",
                    effect,
                    rule=rule if is_same else "IPT-1",
                    support=_support(effect, is_checked=is_checked, is_named=is_same or investigating in named),
                )


def _moved(event: HeldEvent, sides: Sides, named: Set[str], others: Set[str]) -> Iterator[Candidate]:
    """The whole record at one other trust."""
    counted = event.counted
    total = sum(part.total for part in counted.parts)
    for trust in sorted((named | others) - {""}):
        to = counted.moved(parts=(_part(trust, total, counted),))
        effect, is_checked = _effect(counted, to, sides)
        if effect:
            yield Candidate(
                Kind.SHARE if trust in counted.trusts else Kind.TRUST,
                (event.ref,),
                f"Counted whole for {trust} there.",
                effect,
                rule="ORG-1" if counted.standard != "62" else "IPT-1",
                support=_support(effect, is_checked=is_checked, is_named=trust in named),
                move=f"whole {trust}",
            )


def _opposite(counted: Counted, sides: Sides, differences: Vector) -> set[str]:
    """Trusts where the other side has more, under the same labels, of what it has fewer of here."""
    found = set()
    for level in sides.levels.get((counted.standard, counted.month), ()):
        own = [differences.get(counted.cell(part.trust, level)) for part in counted.parts]
        if any(pair and _side(pair, counted) < 0 for pair in own):
            found |= {
                trust
                for trust in sides.trusts
                if (pair := differences.get(counted.cell(trust, level))) and _side(pair, counted) > 0
            }
    return found


def _side(pair: Pair, counted: Counted) -> int:
    return pair.within if counted.is_within else pair.breaches


def _part(trust: str, total: int, counted: Counted) -> Part:
    return Part(trust, total, total if counted.is_within else 0)


def _effect(before: Counted, after: Counted, sides: Sides) -> tuple[dict[Cell, Pair], bool]:
    """What changes in the cells of which both sides can speak, and whether those are all that change."""
    changed = minus(after.vector(sides.levels), before.vector(sides.levels))
    known = sides.known(changed)
    return known, len(known) == len(changed)


def _support(effect: Vector, *, is_checked: bool, is_named: bool) -> Support:
    """What speaks for another trust. Seen at one end only, half a person comes from nothing else; a whole one may."""
    is_half = any(pair.size % HALVES for pair in effect.values())
    if not is_checked and not (is_half and is_named):
        return Support.NOTHING
    return Support.RECORD if is_named else Support.PATTERN


def _handed(day: date | None) -> str:
    return f" The hand-over is recorded here on {day}." if day else " No hand-over is recorded here."
