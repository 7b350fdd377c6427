"""When people referred were first seen, fitted to the published waits from referral to first attendance."""

import numpy as np

from clearway.demo.arrays import Ints, Random, linked, matched, places_of, rounded, unfolded
from clearway.demo.assumptions import assumed
from clearway.demo.axes import SUSPECTED
from clearway.demo.band_days import days_in
from clearway.demo.coding import suspected_index
from clearway.demo.marginals import Marginals
from clearway.demo.months import before_weekend, months_of
from clearway.demo.rows import Rows


def put_first_seen(rng: Random, rows: Rows, marginals: Marginals) -> None:
    """A day first seen for everybody who was told, never after the telling.

    Waits follow the published bands of the trust, the suspected cancer and the month told; where none are printed for
    the month, those of all months; else the appointment falls half way.
    """
    told = rows["fds_end_date"]
    place = np.flatnonzero(~np.isnat(told))
    referred, told = rows["crtp_start"][place], told[place]
    days = (told - referred).astype(np.int64)
    waits = _published_waits(rng, rows.take(place), marginals, days)
    pause = rows["wta_first_seen"][place]
    raw = np.minimum(np.where(waits < 0, days // 2, waits + pause), days)
    seen = before_weekend(referred + raw)
    rows.put("date_first_seen", place, np.where(seen >= referred + pause, seen, referred + raw))


def _published_waits(rng: Random, told: Rows, marginals: Marginals, days: Ints) -> Ints:
    """Days to first seen after adjustment, or -1 where nothing is published for trust and suspected cancer."""
    suspected = suspected_index(told["referral_type"])
    trust = places_of(told["org_first_seen"], marginals.trusts)
    month = np.clip(months_of(told["fds_end_date"]) - marginals.months[0], 0, len(marginals.months) - 1)
    pool_month, pool_trust, pool_suspected, band = unfolded(rounded(rng, marginals.first_seen, together=1))
    pool_days = days_in(rng, "first_seen", band)
    order = linked(rng, days.astype(float), assumed("waits")["link"]["first_seen"])
    pool_order = pool_days + rng.random(len(band))
    own, pool_own = trust * len(SUSPECTED) + suspected, pool_trust * len(SUSPECTED) + pool_suspected
    size = (len(marginals.trusts) + 1) * len(SUSPECTED)
    taken = matched(rng, month * size + own, order, pool_month * size + pool_own, pool_order)
    wider = matched(rng, own, order, pool_own, pool_order)
    taken = np.where(taken >= 0, taken, wider)
    return np.where((taken >= 0) & (trust >= 0), pool_days[taken], -1)
