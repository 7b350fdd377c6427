"""Whose people live where: the commissioners of each trust's people (assumption WHO-3)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clearway.demo.arrays import Floats
from clearway.demo.assumptions import assumed
from clearway.standards.organisations import Organisations


def people_by_icb(published: pa.Table) -> dict[str, float]:
    """People told, by integrated care board, over every published month of commissioner figures."""
    is_told = pc.and_(pc.equal(published["basis"], "commissioner"), pc.equal(published["standard"], "28"))
    told = published.filter(pc.and_(is_told, pc.equal(published["stage_route"], "ALL ROUTES")))
    sums = told.group_by("org_code").aggregate([("total", "sum")])
    return {row["org_code"]: float(row["total_sum"]) for row in sums.to_pylist()}


def commissioner_shares(
    nodes: Sequence[str], alliance: str, on: date, published: pa.Table, organisations: Organisations
) -> tuple[tuple[str, ...], Floats]:
    """Commissioner codes, and for each trust the share of its people that belongs to each [trust, commissioner]."""
    weights = _weights(on, people_by_icb(published), organisations)
    own = organisations.commissioners_of_alliance(alliance, on, "sub_icb")
    codes = tuple(dict.fromkeys([*own, *weights]))
    shares = np.zeros((len(nodes), len(codes)))
    for place, node in enumerate(nodes):
        icb = organisations.icb_of_provider(node, on)
        near = {code: weight for code, weight in weights.items() if organisations.icb_of_commissioner(code, on) == icb}
        near = {code: weight for code, weight in near.items() if code not in own}
        near = near or _of_region(organisations.region_of_provider(node, on), weights, own, organisations) or weights
        inside = _inside(node, alliance, on, organisations)
        for group, part in ((_leaning(node, own), inside), (near, 1 - inside)):
            for code, weight in group.items():
                shares[place, codes.index(code)] += part * weight / sum(group.values())
    return codes, shares / shares.sum(axis=1, keepdims=True)


def shares_of_country(
    nodes: Sequence[str], on: date, published: pa.Table, organisations: Organisations
) -> tuple[tuple[str, ...], Floats]:
    """The same for every trust of England: each as its own alliance's."""
    alliances = [organisations.alliance_of_provider(node, on).alliance for node in nodes]
    codes: tuple[str, ...] = tuple(_weights(on, people_by_icb(published), organisations))
    shares = np.zeros((len(nodes), len(codes)))
    for alliance in sorted(set(alliances)):
        own = [place for place, one in enumerate(alliances) if one == alliance]
        listed, part = commissioner_shares([nodes[place] for place in own], alliance, on, published, organisations)
        shares[np.ix_(own, [codes.index(code) for code in listed])] = part
    return codes, shares


def _inside(node: str, alliance: str, on: date, organisations: Organisations) -> float:
    """The share of a trust's people who live in the alliance: that of its admitted patients, where it is known."""
    placed = organisations.alliance_of_provider(node, on)
    if placed.alliance != alliance:
        return 0.0
    return float(placed.share) if placed.share is not None else 1 - float(assumed("people")["across_border"])


def _of_region(
    region: str, weights: dict[str, float], own: Sequence[str], organisations: Organisations
) -> dict[str, float]:
    return {
        code: weight
        for code, weight in weights.items()
        if code not in own and organisations.region_of_commissioner(code) == region
    }


def _leaning(node: str, own: Sequence[str]) -> dict[str, float]:
    leaning = assumed("people")["leaning"].get(node, {})
    return {code: float(leaning.get(code, 1.0)) for code in own}


def _weights(on: date, people: dict[str, float], organisations: Organisations) -> dict[str, float]:
    """Every sub-ICB with its part of its ICB's published people: an equal part, as nothing finer is published."""
    codes = sorted(
        code
        for one in organisations.alliances(on)
        for code in organisations.commissioners_of_alliance(one.code, on, "sub_icb")
    )
    size = Counter(organisations.icb_of_commissioner(code, on) for code in codes)
    icbs = {code: organisations.icb_of_commissioner(code, on) for code in codes}
    return {code: max(people.get(icbs[code], 0.0), 1.0) / size[icbs[code]] for code in codes}
