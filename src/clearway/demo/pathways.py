"""People treated for the first time: how many, by which route, where, and who answers for the 62-day wait."""

from dataclasses import dataclass, replace

import numpy as np

from clearway.demo.arrays import Days, Flags, Ints, Random, is_chosen, rounded, settled, settled_in_sides, unfolded
from clearway.demo.assumptions import assumed
from clearway.demo.axes import BANDS, NO_ROUTE, UPGRADE
from clearway.demo.band_days import band_limits, band_of, days_in
from clearway.demo.marginals import Marginals
from clearway.demo.months import any_day, onto_weekday
from clearway.demo.transfers import FIRST, TransferRates

LIMIT, HANDOVER_DAY, TREAT_DAYS = 62, 38, 24
"""The scheme by which published halves came about: they follow the national rules, whatever an alliance overrides."""

FURTHER_TRIES = 3
"""How often transfers that found no room are tried elsewhere before they are given up."""


@dataclass(frozen=True)
class Pathways:
    """First treatments as parallel arrays. `month` counts from the first month of the demo.

    `investigating` and `treating` count through the nodes of `TransferRates`; `wait` is the 62-day wait after
    adjustment, -1 without a route; `phase_1` the days to the hand-over, -1 when nothing was handed over.
    """

    month: Ints
    investigating: Ints
    treating: Ints
    cancer_type: Ints
    route: Ints
    wait: Ints
    first_seen_pause: Ints
    treatment_pause: Ints
    treated: Days
    phase_1: Ints
    is_named: Flags

    def __len__(self) -> int:
        return len(self.month)

    @property
    def is_shared(self) -> Flags:
        """Whether two trusts took part."""
        return np.asarray(self.investigating != self.treating)


def first_treatments(
    rng: Random, marginals: Marginals, rates: TransferRates, *, keeps_to_room: bool = False
) -> Pathways:
    """Shared pathways first; what the published shares leave over was seen and treated at one trust.

    First treatments beyond those came by no 62-day route (VOL-4). With `keeps_to_room` no trust shares more pathways of
    a month, route, cancer type and band than its published shares hold, however many trusts it shares with.
    """
    shared = _shared(rng, marginals, rates, keeps_to_room=keeps_to_room)
    left = marginals.treated - _half_shares(shared, marginals.treated.shape)
    solo = _solo(rng, marginals.months, _whole_people(rng, left))
    routed = _joined([shared, solo])
    return _joined([routed, _unrouted(rng, marginals, routed)])


def _shared(rng: Random, marginals: Marginals, rates: TransferRates, *, keeps_to_room: bool) -> Pathways:
    """Transfers of each month, placed in the routes and bands in which both trusts have published shares."""
    transfers = assumed("transfers")
    room = _room(marginals, rates)
    month, entry, place = _placed(rng, room, rates, float(transfers["largest_share"]), keeps_to_room)
    route, band = np.divmod(place, marginals.treated.shape[-1])
    drawn = _with_waits(
        rng, marginals.months, month, rates.sender[entry], rates.receiver[entry], rates.cancer_type[entry], route, band
    )
    shape = transfers["phase_1"]
    way = rng.beta(shape["mean"] * shape["spread"], (1 - shape["mean"]) * shape["spread"], len(month))
    return replace(
        drawn,
        phase_1=np.rint(drawn.wait * way).astype(np.int64),
        is_named=is_chosen(rng, transfers["named"], len(month)),
    )


def _room(marginals: Marginals, rates: TransferRates) -> Ints:
    """Half people of each month, node, cancer type and place (route and band); without limit outside the demo."""
    treated = marginals.treated
    by_type = np.moveaxis(treated, 3, 2).reshape(*treated.shape[:2], treated.shape[3], -1)
    unlimited = np.full_like(by_type[:, :1], np.iinfo(np.int32).max)
    return np.concatenate([by_type, np.repeat(unlimited, len(rates.nodes) - len(marginals.trusts), axis=1)], axis=1)


def _placed(
    rng: Random, room: Ints, rates: TransferRates, largest_share: float, keeps_to_room: bool
) -> tuple[Ints, Ints, Ints]:
    """Month, entry of `rates` and place of each transfer."""
    weight = np.minimum(room[:, rates.sender, rates.cancer_type], room[:, rates.receiver, rates.cancer_type])
    total = weight.sum(axis=-1)
    most = np.floor(total * largest_share).astype(np.int64)
    number = np.minimum(rng.poisson(rates.rate, size=total.shape), most)
    drawn = _in_places(rng, number, weight)
    if not keeps_to_room:
        return drawn
    found = [_within_room(rng, room, rates, drawn)]
    for _ in range(FURTHER_TRIES):
        weight = np.minimum(room[:, rates.sender, rates.cancer_type], room[:, rates.receiver, rates.cancer_type])
        placed = np.zeros_like(number)
        for month, entry, _place in found:
            np.add.at(placed, (month, entry), 1)
        left = np.where(weight.sum(axis=-1) > 0, number - placed, 0)
        found.append(_within_room(rng, room, rates, _in_places(rng, left, weight)))
    month, entry, place = (np.concatenate(axis) for axis in zip(*found, strict=True))
    return month, entry, place


def _in_places(rng: Random, number: Ints, weight: Ints) -> tuple[Ints, Ints, Ints]:
    """So many transfers of each month and entry, spread over the places by weight."""
    total = weight.sum(axis=-1)
    shares = weight / np.maximum(total, 1)[..., None]
    shares[total == 0] = 1 / weight.shape[-1]
    month, entry, place = unfolded(rng.multinomial(number, shares))
    return month, entry, place


def _within_room(
    rng: Random, room: Ints, rates: TransferRates, drawn: tuple[Ints, Ints, Ints]
) -> tuple[Ints, Ints, Ints]:
    """Those of the drawn transfers for which both trusts have room, which is taken off. Chance decides who goes short.

    A transfer takes half a person of each.
    """
    month, entry, place = (axis[order] for order in [rng.permutation(len(drawn[0]))] for axis in drawn)
    for node in (rates.receiver, rates.sender):
        cell = (month, node[entry], rates.cancer_type[entry], place)
        fits = _rank(np.ravel_multi_index(cell, room.shape)) < room[cell]
        month, entry, place = month[fits], entry[fits], place[fits]
    for node in (rates.receiver, rates.sender):
        np.subtract.at(room, (month, node[entry], rates.cancer_type[entry], place), 1)
    return month, entry, place


def _rank(group: Ints) -> Ints:
    """The how-manieth of its group each entry is, from 0."""
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], group[order], side="left")
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - first
    return rank


def _with_waits(
    rng: Random,
    months: Ints,
    month: Ints,
    investigating: Ints,
    treating: Ints,
    cancer_type: Ints,
    route: Ints,
    band: Ints,
) -> Pathways:
    """Treatment days, pauses and waits of pathways with a 62-day route."""
    count = len(month)
    treated = any_day(rng, months[month], assumed("waits")["weekend_treatment"])
    missed = np.where(route == UPGRADE, 0, _paused(rng, "first_seen", count))
    paused = _paused(rng, "treatment", count)
    wait = days_in(rng, "62", band)
    lower, upper = band_limits("62", band)
    wait = onto_weekday(rng, treated, wait + missed + paused, lower + missed + paused, upper + missed + paused)
    return Pathways(
        month=month,
        investigating=investigating,
        treating=treating,
        cancer_type=cancer_type,
        route=route,
        wait=wait - missed - paused,
        first_seen_pause=missed,
        treatment_pause=paused,
        treated=treated,
        phase_1=np.full(count, -1, dtype=np.int64),
        is_named=np.zeros(count, dtype=bool),
    )


def _solo(rng: Random, months: Ints, people: Ints) -> Pathways:
    month, trust, route, cancer_type, band = unfolded(people)
    return _with_waits(rng, months, month, trust, trust, cancer_type, route, band)


def _whole_people(rng: Random, half_people: Ints) -> Ints:
    """Half people as whole ones. What was overdrawn comes off the same side of 62 days, so percentages stay."""
    within = BANDS["62"].within
    by_band = settled_in_sides(rng, np.moveaxis(half_people, -1, 2), within, axis=2)
    people = [rounded(rng, side / 2, together=3) for side in (by_band[:, :, :within], by_band[:, :, within:])]
    return np.moveaxis(np.concatenate(people, axis=2), 2, -1)


def _unrouted(rng: Random, marginals: Marginals, routed: Pathways) -> Pathways:
    """First treatments that the 62-day figures leave over, trust by trust and type by type."""
    people = marginals.decided[:, :, FIRST].sum(axis=-1)
    already = np.zeros_like(people)
    own = routed.treating < len(marginals.trusts)
    np.add.at(already, (routed.month[own], routed.treating[own], routed.cancer_type[own]), 1)
    month, trust, cancer_type = unfolded(settled(rng, people - already, together=1)[0])
    count = len(month)
    return Pathways(
        month=month,
        investigating=trust,
        treating=trust,
        cancer_type=cancer_type,
        route=np.full(count, NO_ROUTE, dtype=np.int64),
        wait=np.full(count, -1, dtype=np.int64),
        first_seen_pause=np.zeros(count, dtype=np.int64),
        treatment_pause=_paused(rng, "treatment", count),
        treated=any_day(rng, marginals.months[month], assumed("waits")["weekend_treatment"]),
        phase_1=np.full(count, -1, dtype=np.int64),
        is_named=np.zeros(count, dtype=bool),
    )


def _paused(rng: Random, kind: str, count: int) -> Ints:
    pause = assumed("pauses")[kind]
    days = rng.integers(pause["shortest"], pause["longest"], count, endpoint=True)
    return np.where(is_chosen(rng, pause["share"], count), days, 0)


def _half_shares(shared: Pathways, shape: tuple[int, ...]) -> Ints:
    """Half people that shared pathways lay at each trust's door, by the six scenarios or half and half."""
    used = np.zeros(shape, dtype=np.int64)
    is_within = shared.wait <= LIMIT
    first_late = shared.phase_1 > HANDOVER_DAY
    second_late = shared.wait - shared.phase_1 > TREAT_DAYS
    all_treating = shared.is_named & np.where(is_within, first_late, ~first_late & second_late)
    all_investigating = shared.is_named & ~is_within & first_late & ~second_late
    treating = np.select([all_treating, all_investigating], [2, 0], 1)
    band = band_of("62", shared.wait)
    for trust, share in ((shared.treating, treating), (shared.investigating, 2 - treating)):
        own = trust < shape[1]
        cells = (shared.month[own], trust[own], shared.route[own], shared.cancer_type[own], band[own])
        np.add.at(used, cells, share[own])
    return used


def _joined(parts: list[Pathways]) -> Pathways:
    return Pathways(*(np.concatenate([getattr(part, name) for part in parts]) for name in Pathways.__annotations__))
