"""Trusts that merged during the months of the demo: earlier steps of a pathway may carry the former trust's code."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearway.demo.arrays import Days, Ints, Random, is_chosen
from clearway.demo.assumptions import assumed
from clearway.demo.marginals import ParentTrust
from clearway.demo.months import first_date, first_day
from clearway.demo.rows import Rows

LATER_STEPS: tuple[tuple[str, str], ...] = (
    ("org_first_seen", "date_first_seen"),
    ("org_fds_end", "fds_end_date"),
    ("org_dtt", "ctp_start_date"),
    ("org_treatment", "treatment_start_date"),
)
STEPS: tuple[tuple[str, str], ...] = (
    ("org_first_seen", "crtp_start"),
    ("org_upgrade", "consultant_upgrade_date"),
    ("org_fds_end", "fds_end_date"),
    ("accountable_investigating_org", "transfer_date"),
    ("ipt_1_referring", "ipt_1_received"),
)
"""Each step's organisation and the day it happened."""


@dataclass(frozen=True)
class Merger:
    """From a day on, one trust's people are another's."""

    old: str
    new: str
    day: Days


def mergers_between(months: Ints, trusts: Sequence[str], parent_trust: ParentTrust) -> tuple[Merger, ...]:
    """Trusts of the demo that pass into another one of it during its months; dates are firsts of a month."""
    found = []
    for old in trusts:
        for month in months:
            heir = parent_trust(old, first_date(int(month)))
            if heir != old:
                if heir in trusts and month != months[0]:
                    found.append(Merger(old, heir, first_day(np.array([month]))[0]))
                break
    return tuple(found)


def put_successor_codes(rows: Rows, mergers: Sequence[Merger]) -> None:
    """What happens from the day of a merger on happens at the successor."""
    for merger in mergers:
        for organisation, day in LATER_STEPS:
            rows.put(organisation, (rows[organisation] == merger.old) & (rows[day] >= merger.day), merger.new)


def put_former_codes(rng: Random, rows: Rows, mergers: Sequence[Merger]) -> None:
    """Some records of the successor keep the former trust's code for the steps before the merger (IPT-E)."""
    share = assumed("transfers")["merged"]["seen_before"]
    for merger in mergers:
        stays = is_chosen(rng, share, len(rows))
        ended = np.where(np.isnat(rows["treatment_start_date"]), rows["fds_end_date"], rows["treatment_start_date"])
        for organisation, day in STEPS:
            was_before = stays & (rows[organisation] == merger.new) & (rows[day] < merger.day) & (ended >= merger.day)
            rows.put(organisation, was_before, merger.old)
