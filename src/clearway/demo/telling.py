"""People with a treated cancer told no later than the published figures of their trust allow (assumption WAIT-5)."""

import numpy as np

from clearway.demo.arrays import Days, Ints, Random, places_of
from clearway.demo.assumptions import assumed
from clearway.demo.axes import BANDS
from clearway.demo.marginals import Marginals
from clearway.demo.months import before_weekend
from clearway.demo.rows import Rows

SOONEST = 7
"""No telling is moved to fewer days after the referral."""


MONTHS_BEFORE = 2
"""Somebody treated in a month was mostly told in that one or one of these before."""


def tell_sooner(rng: Random, rows: Rows, marginals: Marginals, months: slice) -> None:
    """Where more of a trust's treated would be told late than it tells late in all, chance picks who is told in time.

    `rows` are of people treated in some of the months of `marginals`. It touches trusts that see few people without
    cancer, as a screening service does.
    """
    limit = BANDS["28"].limit
    begun = rows["crtp_start"] + rows["wta_first_seen"]
    stopped = np.fmin(rows["fds_end_date"], rows["ctp_start_date"])
    trust = places_of(rows["org_fds_end"], marginals.trusts)
    late = np.flatnonzero((stopped > begun + limit) & ~np.isnat(rows["fds_end_date"]) & (trust >= 0))
    chosen = late[_beyond(rng, trust[late], _most_late(marginals, months))]
    after = rng.integers(SOONEST, limit, len(chosen), endpoint=True).astype("timedelta64[D]")
    told: Days = begun[chosen] + after
    rows.put("fds_end_date", chosen, np.maximum(before_weekend(told), rows["crtp_start"][chosen]))


def _most_late(marginals: Marginals, months: slice) -> Ints:
    """How many of the treated may be told late, by trust: a share of those it tells late in the leanest month."""
    around = marginals.told[max(months.start - MONTHS_BEFORE, 0) : months.stop, ..., BANDS["28"].within :]
    fewest = around.sum(axis=(2, 3, 4)).min(axis=0) * (months.stop - months.start)
    most: Ints = np.floor(fewest * assumed("waits")["told_late_with_cancer"]).astype(np.int64)
    return most


def _beyond(rng: Random, group: Ints, most: Ints) -> Ints:
    """Places of those who are more than the most allowed in their group, chosen by chance."""
    order = np.lexsort((rng.random(len(group)), group))
    first = np.searchsorted(group[order], group[order], side="left")
    rank = np.arange(len(group)) - first
    return np.asarray(np.sort(order[rank >= most[group[order]]]), dtype=np.int64)
