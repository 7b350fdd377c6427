"""Reasons that a tracker records: for days taken off, and for waits that were too long."""

import numpy as np

from clearway.demo.arrays import NO_DAY, Day, Days, Flags, Random, Text, choose, is_chosen
from clearway.demo.assumptions import assumed
from clearway.demo.axes import BANDS, NO_ROUTE, UPGRADE
from clearway.demo.rows import Rows

DID_NOT_ATTEND = "3"
EGG_HARVESTING, FEMALE = "EGG_HARVESTING", "2"
NOT_COUNTED = "03"
LATE_FIRST_SEEN = 14


def put_pause_reasons(rng: Random, rows: Rows) -> None:
    """Why days were taken off; egg harvesting for some younger women, for no longer than it takes."""
    pauses = assumed("pauses")
    egg = pauses["egg_harvesting"]
    rows["wta_first_seen_reason"] = np.where(rows["wta_first_seen"] > 0, DID_NOT_ATTEND, "")
    reason = choose(rng, pauses["reasons"], len(rows))
    may = (rows["sex"] == FEMALE) & (rows["age_at_referral"] < egg["below_age"]) & (rows["age_at_referral"] > 15)
    is_egg = may & (rows["wta_treatment"] <= egg["longest"]) & is_chosen(rng, egg["share"], len(rows))
    reason = np.where(is_egg, EGG_HARVESTING, reason)
    rows["wta_treatment_reason"] = np.where(rows["wta_treatment"] > 0, reason, "")


def put_delay_reasons(rng: Random, rows: Rows, today: Day) -> None:
    """A reason for most waits over their limit (DELAY-1)."""
    told = np.fmin(rows["fds_end_date"], rows["ctp_start_date"])
    told = np.where(np.isnat(rows["fds_end_date"]), rows["fds_end_date"], told)
    seen_pause, treatment_pause = rows["wta_first_seen"], rows["wta_treatment"]
    treated = np.where(rows["treatment_start_date"] <= today, rows["treatment_start_date"], NO_DAY)
    seen = np.where(rows["date_first_seen"] <= today, rows["date_first_seen"], NO_DAY)
    has_route = (rows["route"] >= 0) & (rows["route"] < NO_ROUTE)
    is_upgrade = rows["route"] == UPGRADE
    limit = BANDS["62"].limit
    late: dict[str, Flags] = {
        "delay_first_seen": _over(seen, rows["crtp_start"] + seen_pause, LATE_FIRST_SEEN) & ~is_upgrade,
        "fds_delay_reason": _over(told, rows["crtp_start"] + seen_pause, BANDS["28"].limit)
        & (rows["fds_end_reason"] != NOT_COUNTED),
        "delay_dtt_to_treat": _over(treated, rows["ctp_start_date"] + treatment_pause, BANDS["31"].limit),
        "delay_ref_to_treat": _over(treated, rows["crtp_start"] + seen_pause + treatment_pause, limit)
        & has_route
        & ~is_upgrade,
        "delay_upgrade_to_treat": _over(treated, rows["consultant_upgrade_date"] + treatment_pause, limit) & is_upgrade,
    }
    for column, where in late.items():
        rows[column] = np.where(where, _reasons(rng, len(rows)), "")


def _over(stop: Days, start: Days, limit: int) -> Flags:
    return np.asarray(stop > start + limit)


def _reasons(rng: Random, count: int) -> Text:
    delays = assumed("delays")
    return np.where(is_chosen(rng, delays["recorded"], count), choose(rng, delays["reasons"], count), "")
