"""The wait from decision to treatment, and the kind of treatment, fitted to the published 31-day figures."""

import numpy as np

from clearway.demo.arrays import Floats, Ints, Random, choose_row, dealt, linked, matched, unfolded
from clearway.demo.assumptions import assumed
from clearway.demo.axes import BANDS, CANCER_TYPES, MODALITY_GROUPS
from clearway.demo.band_days import band_limits, band_of, days_in
from clearway.demo.marginals import Marginals
from clearway.demo.months import onto_weekday
from clearway.demo.pathways import Pathways
from clearway.demo.transfers import FIRST

FITTING_ROUNDS = 30


def kinds_of_treatment(rng: Random, marginals: Marginals, stage: int, trust: Ints, cancer_type: Ints) -> Ints:
    """A kind of treatment for each person: lean by cancer type, fitted to the trust's published totals by kind.

    People treated outside the demo's trusts follow the lean of their cancer type alone.
    """
    shares = _fitted_shares(marginals, stage)
    return choose_row(rng, shares[np.minimum(trust, len(marginals.trusts)), cancer_type])


def _fitted_shares(marginals: Marginals, stage: int) -> Floats:
    """Shares of each kind [trust, cancer type, kind] by proportional fitting; the last trust stands for outside."""
    lean = _lean(stage)
    people = marginals.decided[:, :, stage].sum(axis=(0, 3)).astype(float)
    fitted = people[:, :, None] * lean[None]
    target = marginals.by_modality[:, stage]
    target = target / np.maximum(target.sum(axis=1, keepdims=True), 1) * people.sum(axis=1, keepdims=True)
    for _ in range(FITTING_ROUNDS):
        fitted *= (target / np.maximum(fitted.sum(axis=1), 1e-9))[:, None]
        fitted *= (people / np.maximum(fitted.sum(axis=2), 1e-9))[..., None]
    fitted = np.where(fitted.sum(axis=2, keepdims=True) > 0, fitted, lean[None])
    shares = np.concatenate([fitted, lean[None]])
    return np.asarray(shares / shares.sum(axis=2, keepdims=True))


def _lean(stage: int) -> Floats:
    types = assumed("diagnosis")["types"]
    column = "first" if stage == FIRST else "later"
    return np.array([[types[name][column][kind] for kind in MODALITY_GROUPS] for name in CANCER_TYPES])


def decision_waits(rng: Random, marginals: Marginals, pathways: Pathways, kind: Ints) -> Ints:
    """Days from decision to first treatment, after adjustment: the published bands of the month, trust and cancer type.

    Where the treating trust has too few of the type that month, its other types stand in, and for a trust outside the
    demo the cancer type in that month. The wait is never longer than the pathway itself allows.
    """
    month, trust, cancer_type, band = unfolded(marginals.decided[:, :, FIRST])
    types, trusts = len(CANCER_TYPES), len(marginals.trusts)
    order = _order(rng, pathways)
    pool_order = band + rng.random(len(band))
    place = pathways.month * (trusts + 1) + np.minimum(pathways.treating, trusts)
    pool_place = month * (trusts + 1) + trust
    types_of, pool_types = place * types + pathways.cancer_type, pool_place * types + cancer_type
    taken = dealt(rng, types_of, order, pool_types, pool_order)
    left, left_over = np.flatnonzero(taken < 0), np.setdiff1d(np.arange(len(band)), taken)
    again = dealt(rng, place[left], order[left], pool_place[left_over], pool_order[left_over])
    taken[left] = np.where(again >= 0, left_over[again] if len(left_over) else -1, -1)
    for group, pool_group in (
        (place, pool_place),
        (pathways.month * types + pathways.cancer_type, month * types + cancer_type),
    ):
        taken = np.where(taken >= 0, taken, matched(rng, group, order, pool_group, pool_order))
    bands = np.where(taken >= 0, band[taken], 0)
    powers = np.array([assumed("waits")["power_first_31"][name] for name in MODALITY_GROUPS])
    waits = days_in(rng, "31", bands, powers[kind])
    from_start = pathways.wait + pathways.first_seen_pause
    most = np.where(pathways.wait >= 0, np.maximum(from_start - _diagnosis(rng, from_start), 0), waits)
    waits = np.minimum(_swapped(waits, most, pathways), most)
    lower, upper = band_limits("31", band_of("31", waits))
    pause = pathways.treatment_pause
    return onto_weekday(rng, pathways.treated, waits + pause, lower + pause, np.minimum(upper, most) + pause) - pause


def _swapped(waits: Ints, most: Ints, pathways: Pathways) -> Ints:
    """Waits over the limit that a short pathway cannot hold go to somebody of the same trust and month who can."""
    limit = BANDS["31"].limit
    group = pathways.month * (int(pathways.treating.max(initial=0)) + 1) + pathways.treating
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], group, side="left")
    end = np.searchsorted(group[order], group, side="right")
    for place in np.flatnonzero((waits > limit) & (most <= limit)):
        others = order[first[place] : end[place]]
        able = others[(waits[others] <= np.minimum(limit, most[place])) & (most[others] >= waits[place])]
        if len(able):
            other = able[most[able].argmin()]
            waits[place], waits[other] = waits[other], waits[place]
    return waits


def _order(rng: Random, pathways: Pathways) -> Floats:
    """Who waits longer for treatment: loosely, who waited longer since referral; anybody without a 62-day route."""
    waits = pathways.wait.astype(float)
    has_route = pathways.wait >= 0
    if has_route.any():
        waits[~has_route] = rng.choice(waits[has_route], int((~has_route).sum()))
    return linked(rng, waits, assumed("waits")["link"]["decision"])


def _diagnosis(rng: Random, days: Ints) -> Ints:
    """The fewest days that referral to decision takes in a pathway of so many days."""
    return np.minimum(days // 2, 3 + rng.poisson(6, len(days)))
