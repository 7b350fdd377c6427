"""Other ways in which a record that counts here could count otherwise there: days taken off, and labels."""

from collections.abc import Iterator

from clearway.measures.reconciliation.candidates import Candidate, Support
from clearway.measures.reconciliation.cells import Vector, minus
from clearway.measures.reconciliation.counted import Counted
from clearway.measures.reconciliation.evidence import HeldEvent
from clearway.measures.reconciliation.kinds import Kind
from clearway.measures.reconciliation.sides import Sides

LABELS = {"route": "route or stage", "cancer_type": "cancer type", "modality": "kind of treatment"}


def without_adjustment(events: list[HeldEvent], sides: Sides) -> Iterator[Candidate]:
    """Records that are within the standard only because days were taken off."""
    for event in events:
        counted = event.counted
        if counted.month == sides.question.month and counted.is_within and event.raw_days > event.limit:
            turned = counted.turned()
            effect = sides.known(minus(turned.vector(sides.levels), counted.vector(sides.levels)))
            words = (
                f"Within here because {event.raw_days - counted.days} days were taken off ({event.raw_days} without); "
                "not taken off there."
            )
            rule = "ADJ-1" if counted.standard == "28" else "ADJ-4"
            yield Candidate(Kind.ADJUSTMENT, (event.ref,), words, effect, rule)


def labelled_otherwise(events: list[HeldEvent], sides: Sides, differences: Vector) -> Iterator[Candidate]:
    """Records of a cell that has fewer there, in a cell of the same trust that has more there: one label changed."""
    for event in events:
        counted = event.counted
        if counted.month != sides.question.month:
            continue
        vector = counted.vector(sides.levels)
        for name, value in sorted(_more_there(counted, differences)):
            effect = sides.known(minus(counted.moved(**{name: value}).vector(sides.levels), vector))
            words = f"Counted under another {LABELS[name]} there: {value}, here {getattr(counted, name)}."
            yield Candidate(
                Kind.LABEL, (event.ref,), words, effect, support=Support.PATTERN, move=_move(counted, name, value)
            )


def _move(counted: Counted, name: str, value: str) -> str:
    """Diagnosis and kind of treatment are the same for the 31- and the 62-day standard; route and stage are not."""
    return "" if name == "route" or counted.standard == "28" else f"{name} {value}"


def _more_there(counted: Counted, differences: Vector) -> set[tuple[str, str]]:
    """Labels that differ from the record's in one way, in cells of its trusts that have more people there."""
    found = set()
    for cell, pair in differences.items():
        if (cell.standard, cell.month) != (counted.standard, counted.month) or cell.trust not in counted.trusts:
            continue
        if (pair.within if counted.is_within else pair.breaches) <= 0:
            continue
        changed = [
            (name, value)
            for name in LABELS
            if (value := getattr(cell, name)) is not None and value != getattr(counted, name)
        ]
        if len(changed) == 1:
            found.add(changed[0])
    return found
