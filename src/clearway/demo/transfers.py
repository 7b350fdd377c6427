"""How many people one trust sends to another, worked out from published totals (assumption IPT-A)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from clearway.demo.arrays import Flags, Floats, Ints
from clearway.demo.assumptions import assumed
from clearway.demo.axes import STAGES
from clearway.demo.printed import PrintedFigures

FIRST = STAGES.index("First Treatment")


@dataclass(frozen=True)
class TransferRates:
    """Transfers a month, one entry for each sender, receiver and cancer type that has any.

    `sender` and `receiver` count through `nodes`: the trusts of the demo in their order, then partners outside.
    """

    nodes: tuple[str, ...]
    sender: Ints
    receiver: Ints
    cancer_type: Ints
    rate: Floats


def transfer_rates(
    printed: PrintedFigures, trusts: Sequence[str], is_neighbour: Callable[[str], bool]
) -> TransferRates:
    """Senders to receivers in proportion, by cancer type; partners outside take or bring what does not balance.

    `is_neighbour` says whether a trust that is not of the demo may be a partner.
    """
    surplus = sent_on(printed)
    inside = np.array([printed.organisations.index(trust) for trust in trusts if trust in printed.organisations])
    outside = np.array(
        [place for place, code in enumerate(printed.organisations) if code not in trusts and is_neighbour(code)],
        dtype=np.int64,
    )
    entries: list[tuple[str, str, int, float]] = []
    for cancer_type in range(surplus.shape[1]):
        own = surplus[inside, cancer_type]
        partners = _partners(surplus[:, cancer_type], outside, lacking=float(-own.sum()))
        places = np.concatenate([inside, outside[list(partners)]]) if partners else inside
        amounts = np.concatenate([own, np.array(list(partners.values()))])
        entries += _between(printed.organisations, places, amounts, cancer_type)
    return _rates(trusts, entries)


def transfer_rates_in_circles(
    printed: PrintedFigures, trusts: Sequence[str], circles: Sequence[Callable[[str], str]]
) -> TransferRates:
    """Transfers among all trusts of a country (IPT-F): what balances within the first circle stays there, the rest goes
    on to the next.

    Each of `circles` names the circle of a trust: its alliance, then its region, then one name for all.
    """
    surplus = sent_on(printed)
    places = np.array([printed.organisations.index(trust) for trust in trusts], dtype=np.int64)
    entries: list[tuple[str, str, int, float]] = []
    for cancer_type in range(surplus.shape[1]):
        left = surplus[:, cancer_type].copy()
        for circle_of in circles:
            names = np.array([circle_of(trust) for trust in trusts])
            for name in sorted(set(names.tolist()) - {""}):
                own = places[names == name]
                entries += _between(printed.organisations, own, left[own], cancer_type)
                left[own] = _left(left[own])
    return _rates(trusts, entries)


def _left(amounts: Floats) -> Floats:
    """What does not balance, spread over those who have it in proportion."""
    sending, receiving = np.maximum(amounts, 0), np.maximum(-amounts, 0)
    moved = min(float(sending.sum()), float(receiving.sum()))
    return np.asarray(
        sending * (1 - moved / max(float(sending.sum()), 1e-9))
        - receiving * (1 - moved / max(float(receiving.sum()), 1e-9))
    )


def _rates(trusts: Sequence[str], entries: Sequence[tuple[str, str, int, float]]) -> TransferRates:
    """Entries as arrays; those too small to happen are left out."""
    smallest = assumed("transfers")["smallest_rate"]
    entries = [entry for entry in entries if entry[3] >= smallest]
    nodes = [*trusts, *sorted({code for entry in entries for code in entry[:2]} - set(trusts))]
    place = {code: number for number, code in enumerate(nodes)}
    return TransferRates(
        tuple(nodes),
        np.array([place[entry[0]] for entry in entries], dtype=np.int64),
        np.array([place[entry[1]] for entry in entries], dtype=np.int64),
        np.array([entry[2] for entry in entries], dtype=np.int64),
        np.array([entry[3] for entry in entries]),
    )


def sent_on(printed: PrintedFigures) -> Floats:
    """People a month whom each organisation sends on, by cancer type; below zero: whom it receives.

    Its 62-day total, less what its own first treatments would give at England's ratio of the two. A shared pathway
    counts about half to each trust, so the difference stands for twice as many transfers.
    """
    has_both = printed.treated.is_printed & printed.decided.is_printed
    shares = printed.treated.sides[has_both].sum(axis=(2, 4)) / 2
    first = printed.decided.sides[has_both][:, :, FIRST].sum(axis=-1) / 2
    ratio = shares.sum(axis=(0, 1)) / np.maximum(first.sum(axis=(0, 1)), 1)
    active: Flags = shares.sum(axis=2) + first.sum(axis=2) > 0
    months = np.maximum(active.sum(axis=0), 1)[:, None]
    return np.asarray(2 * (shares.sum(axis=0) - ratio * first.sum(axis=0)) / months)


def _partners(surplus: Floats, outside: Ints, lacking: float) -> dict[int, float]:
    """Who outside brings (lacking above 0) or takes (below 0) the balance: place among `outside` -> people a month."""
    wanted = np.maximum(np.sign(lacking) * surplus[outside], 0)
    largest = np.argsort(-wanted, kind="stable")[: assumed("transfers")["partners_outside"]]
    total = wanted[largest].sum()
    if total <= 0:
        return {}
    return {int(place): float(lacking * wanted[place] / total) for place in largest if wanted[place] > 0}


def _between(
    organisations: Sequence[str], places: Ints, amounts: Floats, cancer_type: int
) -> list[tuple[str, str, int, float]]:
    sending, receiving = np.maximum(amounts, 0), np.maximum(-amounts, 0)
    total = max(float(sending.sum()), float(receiving.sum()))
    if total <= 0:
        return []
    rates = np.outer(sending, receiving) / total
    return [
        (organisations[places[sender]], organisations[places[receiver]], cancer_type, float(rates[sender, receiver]))
        for sender, receiver in zip(*np.nonzero(rates), strict=True)
    ]
