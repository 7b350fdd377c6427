"""From options and what they leave over to causes: what may be said of each, and no more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from clearway.measures.reconciliation.answer import MOST_RECORDS, Cause
from clearway.measures.reconciliation.candidates import Candidate, Option, RecordRef, Support
from clearway.measures.reconciliation.cells import HALVES, NOBODY, Cell, Pair, Vector, people, times, vector_fits
from clearway.measures.reconciliation.evidence import HeldEvent
from clearway.measures.reconciliation.kinds import Certainty, Kind
from clearway.measures.reconciliation.search import Explained
from clearway.measures.reconciliation.sides import Sides

MOST_ALSO = 10


def named_causes(explained: Iterable[Explained], options: Sequence[Option]) -> Iterator[Cause]:
    """The causes that were found. Numbers are given by the caller."""
    for one in explained:
        for number in dict.fromkeys(one.chosen):
            option = options[number]
            needed = one.chosen.count(number)
            first, *rest = option.ordered()
            same = [first, *(other for other in rest if _is_like(first, other))]
            records = _distinct(record for candidate in same for record in candidate.records)
            is_whole = len(first.records) > 1
            also = [other for other in rest if not _is_like(first, other)]
            others = sorted({other for chosen in one.sets for other in chosen} - set(one.chosen))
            if not one.is_certain(number):
                also += [candidate for other in others for candidate in options[other].ordered()[:1]]
            is_told = is_whole or len(records) == needed
            yield Cause(
                number=0,
                kind=first.kind,
                certainty=_certainty(one, option, number, is_told=is_told and not also),
                words=first.words if is_whole or len(records) == 1 else _one_of(first, len(records), needed),
                effect=times(option.effect, needed),
                records=tuple(records[:MOST_RECORDS]),
                found=len(records),
                needed=len(first.records) if is_whole else needed,
                rule=first.rule,
                also=tuple(also[:MOST_ALSO]),
            )


def unexplained_causes(
    left: Vector, sides: Sides, events: Sequence[HeldEvent], possible: Sequence[Candidate]
) -> Iterator[Cause]:
    """What nothing that is held explains: people whom one side alone counts, or counts on the other side."""
    for standard in sides.question.standards:
        levels = sides.levels.get((standard, sides.question.month), ())
        told: dict[Cell, Pair] = {}
        for place, level in enumerate(levels):
            own = {cell: pair for cell, pair in left.items() if sides.is_asked(cell) and _is_at(cell, standard, level)}
            for cell, pair in sorted(own.items(), key=lambda one: tuple(part or "" for part in one[0])):
                rest = pair if place == 0 else _less_told(cell, pair, told)
                for kind, part in _kinds(rest):
                    yield _unexplained(cell, kind, part, events, possible, left)
                if place == 0:
                    _tell(told, cell, pair)


def joined(causes: Iterable[Cause]) -> list[Cause]:
    """People whom one side alone counts by the 31- and by the 62-day standard: told once where they must be the same.

    Held here, they are the same record; not held, one trust has as many of one cancer type in both.
    """
    found: list[Cause] = []
    for one in causes:
        place = next((at for at, other in enumerate(found) if _are_same(one, other)), None)
        if place is None:
            found.append(one)
            continue
        other = found[place]
        found[place] = replace(other, words=f"{other.words} {one.words}", effect={**other.effect, **one.effect})
    return found


def _are_same(one: Cause, other: Cause) -> bool:
    if one.kind is not other.kind or one.certainty is not other.certainty or one.needed != other.needed:
        return False
    if one.kind is not Kind.MISSING_HERE:
        return one.certainty is Certainty.EXACT and {record.place for record in one.records} == {
            record.place for record in other.records
        }
    (mine,), (others,) = (list(cause.effect) if len(cause.effect) == 1 else [None] for cause in (one, other))
    return (
        mine is not None
        and others is not None
        and {mine.standard, others.standard} == {"31", "62"}
        and (mine.trust, mine.cancer_type) == (others.trust, others.cancer_type)
        and mine.cancer_type is not None
        and one.effect[mine].size == other.effect[others].size
    )


def numbered(causes: Iterable[Cause]) -> list[Cause]:
    """Causes in order: the surest first, then by size; numbered from 1."""
    order = list(Certainty)
    kinds = list(Kind)
    found = sorted(causes, key=lambda one: (order.index(one.certainty), -_size(one), kinds.index(one.kind), one.words))
    return [replace(one, number=number) for number, one in enumerate(found, start=1)]


def _certainty(one: Explained, option: Option, number: int, *, is_told: bool) -> Certainty:
    if not one.is_exact:
        return Certainty.PART
    if any(cell in one.remaining for cell in option.effect):
        return Certainty.PART
    return Certainty.EXACT if is_told and one.is_certain(number) else Certainty.ONE_OF


def _is_like(first: Candidate, other: Candidate) -> bool:
    """Whether a candidate says the same of another record."""
    return other.kind is first.kind and len(other.records) == len(first.records) == 1 and other.support is first.support


def _one_of(first: Candidate, found: int, needed: int) -> str:
    which = f"{needed} of {found} records" if needed < found else f"{found} records"
    return f"{which}, such as this: {first.words}"


def _kinds(pair: Pair) -> Iterator[tuple[Kind, Pair]]:
    """A difference taken apart: people on the other side of the limit, then people whom one side alone counts."""
    within, breaches = pair
    if within * breaches < 0:
        turned = min(abs(within), abs(breaches)) * (1 if within > 0 else -1)
        yield Kind.OUTCOME, Pair(turned, -turned)
        within, breaches = within - turned, breaches + turned
    for part in (Pair(within, 0), Pair(0, breaches)):
        if part != NOBODY:
            yield Kind.MISSING_HERE if part.total > 0 else Kind.MISSING_THERE, part


def _unexplained(
    cell: Cell, kind: Kind, pair: Pair, events: Sequence[HeldEvent], possible: Sequence[Candidate], left: Vector
) -> Cause:
    records = [] if kind is Kind.MISSING_HERE else _in_cell(cell, pair, kind, events)
    fitting = [
        one
        for one in possible
        if one.support is Support.NOTHING
        and cell in one.effect
        and vector_fits({cell: one.effect[cell]}, {cell: pair})
        and vector_fits(one.effect, left)
    ]
    needed = max(1, -(-pair.size // HALVES))
    is_told = kind is not Kind.MISSING_HERE and len(records) == needed and pair.size % HALVES == 0 and not fitting
    return Cause(
        number=0,
        kind=kind,
        certainty=Certainty.EXACT if is_told else Certainty.CANNOT_TELL,
        words=_words(cell, kind, pair, len(records), is_told=is_told),
        effect={cell: pair},
        records=tuple(records[:MOST_RECORDS]),
        found=len(records),
        needed=needed,
        possible=tuple(fitting[:MOST_ALSO]),
    )


def _in_cell(cell: Cell, pair: Pair, kind: Kind, events: Sequence[HeldEvent]) -> list[RecordRef]:
    """Records that count here in a cell, on the side of the limit that has too many."""
    level = (cell.route is not None, cell.cancer_type is not None, cell.modality is not None)
    is_within = pair.within < 0
    return _distinct(
        event.ref
        for event in events
        if event.counted.standard == cell.standard
        and event.counted.month == cell.month
        and event.counted.is_within == is_within
        and any(part.total and event.counted.cell(part.trust, level) == cell for part in event.counted.parts)
    )


def _words(cell: Cell, kind: Kind, pair: Pair, found: int, *, is_told: bool) -> str:
    number = people(pair.size)
    who = {1: "Half a person", HALVES: "1 person"}.get(pair.size, f"{number:f} people")
    where = ", ".join(label for label in cell[3:] if label)
    side = "within the standard" if pair.within else "beyond the standard"
    if kind is Kind.OUTCOME:
        how = "within there and as a breach" if pair.within > 0 else "as a breach there and within"
        said = f"{who} ({where}) counted {how} here"
    elif kind is Kind.MISSING_HERE:
        return f"{who} ({where}, {side}) counted there, and nothing held here accounts for it."
    else:
        said = f"{who} ({where}, {side}) counted here and not there"
    if is_told:
        return f"{said}: no other record here is in this cell."
    records = "1 record here is" if found == 1 else f"{found} records here are"
    return f"{said}; {records} in this cell, and nothing on them tells which."


def _is_at(cell: Cell, standard: str, level: tuple[bool, bool, bool]) -> bool:
    own = (cell.route is not None, cell.cancer_type is not None, cell.modality is not None)
    return cell.standard == standard and own == level


def _tell(told: dict[Cell, Pair], cell: Cell, pair: Pair) -> None:
    """Remember that people of a trust and route have been named already, by cancer type."""
    place = cell._replace(cancer_type=None, modality=None)
    held = told.get(place, NOBODY)
    told[place] = Pair(held.within + pair.within, held.breaches + pair.breaches)


def _less_told(cell: Cell, pair: Pair, told: dict[Cell, Pair]) -> Pair:
    """What a cell by kind of treatment holds beyond the people who were named by cancer type."""
    place = cell._replace(cancer_type=None, modality=None)
    held = told.get(place, NOBODY)
    within, breaches = (_towards(have, named) for have, named in zip(pair, held, strict=True))
    told[place] = Pair(held.within - (pair.within - within), held.breaches - (pair.breaches - breaches))
    return Pair(within, breaches)


def _towards(have: int, named: int) -> int:
    if have * named <= 0:
        return have
    return have - (min(have, named) if have > 0 else max(have, named))


def _distinct(records: Iterable[RecordRef]) -> list[RecordRef]:
    found: dict[tuple[str, int], RecordRef] = {}
    for record in records:
        found.setdefault(record.place, record)
    return list(found.values())


def _size(cause: Cause) -> int:
    return sum(pair.size for pair in cause.effect.values())


def pairs_of(left: Iterable[Mapping[Cell, Pair]]) -> dict[Cell, Pair]:
    """What is left over in all components together."""
    found: dict[Cell, Pair] = {}
    for one in left:
        found.update(one)
    return found
