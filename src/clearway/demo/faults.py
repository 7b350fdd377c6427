"""Faults put into some records on purpose, each so that one flag is raised (assumption FAULT-1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from clearway.demo.arrays import NO_DAY, Day, Flags, Ints, Random, Text
from clearway.demo.assumptions import assumed
from clearway.demo.axes import NO_ROUTE, SCREENING, UPGRADE
from clearway.demo.rows import Rows

Candidates = Callable[[Rows, "Seen"], Flags]
Change = Callable[[Random, Rows, Ints], None]

NOT_STANDING = {"share": 0.0, "least": 0}
FIRST_EVENT = "01"
MOVED_BACK = 31


@dataclass(frozen=True)
class Fault:
    """`name` is that of the catalogue, `flag` what the clocks raise (none for some).

    `candidates` says which records can carry the fault, `change` puts it in.
    """

    name: str
    flag: str
    candidates: Candidates
    change: Change


@dataclass(frozen=True, slots=True)
class Seen:
    """When the records are seen, and when they begin: a date moved back must stay behind the beginning."""

    today: Day
    begun: Day


def first_told(rows: Rows) -> Day:
    """The first day on which anybody was told."""
    return np.datetime64(np.fmin.reduce(rows["fds_end_date"]), "D")


def put_faults(
    rng: Random,
    rows: Rows,
    today: Day,
    *,
    begun: Day,
    with_least: bool = True,
    asked: Mapping[str, float] | None = None,
) -> dict[str, Ints]:
    """Put every fault into a few records that have no other, and say where: name -> places; the rows say it too.

    `begun` is the day on which the records begin. A demo shows each flag some times however few its records;
    `with_least` off leaves that to the share, for one block of many. `asked` names further faults with their shares,
    or other shares for the same.
    """
    seen, wanted_shares = Seen(today, begun), asked or {}
    is_free = np.ones(len(rows), dtype=bool)
    where: dict[str, Ints] = {}
    for fault in (*FAULTS, *(one for one in ON_REQUEST if one.name in wanted_shares)):
        standing = assumed("faults")[fault.flag] if fault in FAULTS else NOT_STANDING
        share = wanted_shares.get(fault.name, standing["share"])
        places = np.flatnonzero(fault.candidates(rows, seen) & is_free)
        least = int(standing["least"]) if with_least else 0
        wanted = max(least, int(rng.binomial(len(places), share)))
        chosen = np.sort(rng.choice(places, min(wanted, len(places)), replace=False))
        fault.change(rng, rows, chosen)
        is_free[chosen] = False
        where[fault.name] = chosen
        rows.put("fault", chosen, fault.name)
    return where


def _some_days_ago(seen: Seen) -> Seen:
    return Seen(seen.today - 15, seen.begun)


def _is_treated(rows: Rows, seen: Seen) -> Flags:
    treated: Flags = rows["treatment_start_date"] <= seen.today
    return np.asarray(
        treated & (rows["cancer_type"] >= 0) & (rows["modality"] != "98") & (rows["funding"] == ""), dtype=bool
    )


def _is_first(rows: Rows, seen: Seen) -> Flags:
    """Treated for the first time on a 62-day route."""
    has_route = (rows["route"] >= 0) & (rows["route"] < NO_ROUTE)
    return np.asarray(_is_treated(rows, seen) & has_route & (rows["event_type"] == FIRST_EVENT), dtype=bool)


def _is_urgent_first(rows: Rows, seen: Seen) -> Flags:
    return np.asarray(_is_first(rows, seen) & (rows["route"] < SCREENING), dtype=bool)


def _is_ruled_out(rows: Rows, seen: Seen) -> Flags:
    """Told that it is no cancer, and referred long enough after the records begin for a date moved back to stay in."""
    is_told = (rows["fds_end_reason"] == "02") & (rows["icd10"] == "") & (rows["wta_first_seen"] == 0)
    return np.asarray(is_told & (rows["crtp_start"] > seen.begun + MOVED_BACK), dtype=bool)


def _is_told_on_screening(rows: Rows, seen: Seen) -> Flags:
    return np.asarray((rows["route"] == SCREENING) & ~np.isnat(rows["fds_end_date"]), dtype=bool)


def _is_shared_with_name(rows: Rows, seen: Seen) -> Flags:
    named = rows["accountable_investigating_org"]
    return np.asarray(_is_first(rows, seen) & (named != "") & (named != rows["org_treatment"]), dtype=bool)


def _is_skin_cancer(rows: Rows, seen: Seen) -> Flags:
    """A treated skin cancer that is not basal cell: without a tissue type it still counts, as it did with one."""
    is_c44 = rows["icd10"].astype("U3") == "C44"
    return np.asarray(_is_treated(rows, seen) & is_c44 & (rows["morphology"] != ""), dtype=bool)


def _is_second_of_a_first(rows: Rows, seen: Seen) -> Flags:
    """A later treatment whose pathway holds a first definitive treatment of the same diagnosis."""
    is_first = _is_treated(rows, seen) & (rows["event_type"] == FIRST_EVENT) & (rows["route"] >= 0)
    has_first = np.isin(rows["pathway"], rows["pathway"][is_first])
    return np.asarray(_is_treated(rows, seen) & (rows["route"] < 0) & has_first, dtype=bool)


def _lose_decision(rng: Random, rows: Rows, places: Ints) -> None:
    rows.put("ctp_start_date", places, NO_DAY)
    rows.put("org_dtt", places, "")
    rows.put("delay_dtt_to_treat", places, "")


def _decide_late(rng: Random, rows: Rows, places: Ints) -> None:
    rows.put("ctp_start_date", places, rows["treatment_start_date"][places] + rng.integers(1, 9, len(places)))
    rows.put("delay_dtt_to_treat", places, "")


def _spoil_transfer(rng: Random, rows: Rows, places: Ints) -> None:
    late = rows["treatment_start_date"][places] + rng.integers(1, 12, len(places))
    rows.put("transfer_date", places, np.where(rng.random(len(places)) < 0.5, late, NO_DAY))


def _upgrade(rng: Random, rows: Rows, places: Ints) -> None:
    """Upgraded some days after the referral, and before the records are seen."""
    upgraded = rows["crtp_start"][places] + rng.integers(3, 15, len(places))
    rows.put("consultant_upgrade_date", places, np.minimum(upgraded, rows["report_date"][places]))
    rows.put("org_upgrade", places, rows["org_first_seen"][places])


def _upgrade_urgent(rng: Random, rows: Rows, places: Ints) -> None:
    _upgrade(rng, rows, places)
    rows.put("delay_upgrade_to_treat", places, rows["delay_ref_to_treat"][places])


def _tell_too_early(rng: Random, rows: Rows, places: Ints) -> None:
    """A telling, and the visit before it, dated before the referral."""
    rows.put("fds_end_date", places, rows["crtp_start"][places] - rng.integers(1, 9, len(places)))
    rows.put("fds_delay_reason", places, "")


def _pause_too_long(rng: Random, rows: Rows, places: Ints) -> None:
    waited = (rows["fds_end_date"] - rows["crtp_start"])[places].astype(np.int64)
    rows.put("wta_first_seen", places, waited + rng.integers(5, 60, len(places)))
    rows.put("wta_first_seen_reason", places, "3")


def _see_too_early(rng: Random, rows: Rows, places: Ints) -> None:
    rows.put("date_first_seen", places, rows["crtp_start"][places] - rng.integers(1, 9, len(places)))


def _empty(column: str) -> Change:
    def change(rng: Random, rows: Rows, places: Ints) -> None:
        rows.put(column, places, "")

    return change


def _lose_pause_reasons(rng: Random, rows: Rows, places: Ints) -> None:
    rows.put("wta_treatment_reason", places, "")
    rows.put("wta_first_seen_reason", places, "")


def _call_it_first(rng: Random, rows: Rows, places: Ints) -> None:
    rows.put("event_type", places, FIRST_EVENT)


def _make_routine(rng: Random, rows: Rows, places: Ints) -> None:
    rows.put("priority_type", places, "1")


def _treat_before_referral(rng: Random, rows: Rows, places: Ints) -> None:
    """Decision and treatment dated before the referral, as when a year or a pathway was mistaken."""
    treated = rows["crtp_start"][places] - rng.integers(1, 29, len(places))
    rows.put("treatment_start_date", places, treated)
    rows.put("ctp_start_date", places, treated)
    for name in ("delay_dtt_to_treat", "delay_ref_to_treat"):
        rows.put(name, places, "")


def _has_delay_reason(rows: Rows, seen: Seen) -> Flags:
    """A reason for a wait that a standard counts: not for the surgery of somebody without a counted cancer."""
    of_treatment = np.logical_or.reduce([rows[name] != "" for name in COUNTED_DELAYS[1:]])
    return np.asarray((rows["fds_delay_reason"] != "") | (of_treatment & _is_treated(rows, seen)), dtype=bool)


def _lose_delay_reasons(rng: Random, rows: Rows, places: Ints) -> None:
    for name in COUNTED_DELAYS:
        rows.put(name, places, "")


def _take_anothers_number(rng: Random, rows: Rows, places: Ints) -> None:
    """Each takes the number of somebody of the other sex, drawn from all records."""
    for sex in np.unique(rows["sex"]).tolist():
        own = places[rows["sex"][places] == sex]
        others = np.setdiff1d(np.flatnonzero(rows["sex"] != sex), places)
        if len(own) and len(others):
            rows.put("nhs_number", own, rows["nhs_number"][rng.choice(others, len(own))])


def _is_nhs_trust(codes: Text) -> Flags:
    """Trusts of the NHS: three characters, the first an R."""
    return np.asarray((np.char.str_len(codes) == TRUST_CODE) & (codes.astype("U1") == "R"), dtype=bool)


def _name_the_site(rng: Random, rows: Rows, places: Ints) -> None:
    """Site codes are the trust's code and two characters."""
    rows.put("org_treatment", places, np.char.add(rows["org_treatment"][places], SITE))


TRUST_CODE, SITE = 3, "01"
COUNTED_DELAYS = ("fds_delay_reason", "delay_dtt_to_treat", "delay_ref_to_treat", "delay_upgrade_to_treat")

FAULTS: tuple[Fault, ...] = (
    Fault("missing-decision-date", "MISSING_DTT", _is_treated, _lose_decision),
    Fault(
        "decision-after-treatment",
        "DTT_AFTER_TREATMENT",
        lambda rows, seen: _is_treated(rows, _some_days_ago(seen)),
        _decide_late,
    ),
    Fault(
        "transfer-without-date",
        "BAD_TRANSFER_DATE",
        lambda rows, seen: _is_shared_with_name(rows, _some_days_ago(seen)),
        _spoil_transfer,
    ),
    Fault(
        "upgrade-on-screening",
        "UPGRADE_ON_SCREENING",
        lambda rows, seen: _is_told_on_screening(rows, seen) & _is_treated(rows, seen),
        _upgrade,
    ),
    Fault("upgrade-on-urgent", "UPGRADE_ON_URGENT", _is_urgent_first, _upgrade_urgent),
    Fault("told-before-referral", "NEGATIVE_WAIT", _is_ruled_out, _tell_too_early),
    Fault("pause-longer-than-wait", "ADJ_EXCEEDS_WAIT", _is_ruled_out, _pause_too_long),
    Fault("seen-before-referral", "FIRST_SEEN_BEFORE_REFERRAL", _is_ruled_out, _see_too_early),
    Fault("skin-cancer-without-histology", "C44_NO_HISTOLOGY", _is_skin_cancer, _empty("morphology")),
    Fault(
        "no-first-seen-trust",
        "NO_FIRST_SEEN_ORG",
        lambda rows, seen: _is_first(rows, seen) & (rows["route"] != UPGRADE),
        _empty("org_first_seen"),
    ),
    Fault(
        "exclusion-without-reason",
        "FDS_03_NO_REASON",
        lambda rows, seen: rows["fds_exclusion_reason"] != "",
        _empty("fds_exclusion_reason"),
    ),
    Fault(
        "pause-without-reason",
        "ADJ_WITHOUT_REASON",
        lambda rows, seen: (rows["wta_treatment"] > 0) | (rows["wta_first_seen"] > 0),
        _lose_pause_reasons,
    ),
    Fault("two-first-treatments", "DUPLICATE_FIRST_TREATMENT", _is_second_of_a_first, _call_it_first),
    Fault("screening-not-urgent", "SCREENING_NOT_URGENT", _is_told_on_screening, _make_routine),
)
"""Every fault, in the order in which they are put in. The flags that are not here need none: a booking raises
FUTURE_STOP, a breach without its reason BREACH_NO_DELAY_REASON, a telling before the referral TOLD_BEFORE_REFERRAL; and
ADJ_NOT_ALLOWED takes a treatment of before July 2020, which the late file holds."""

ON_REQUEST: tuple[Fault, ...] = (
    Fault(
        "treatment-before-referral",
        "NEGATIVE_WAIT",
        lambda rows, seen: (
            _is_first(rows, seen)
            & (rows["route"] != UPGRADE)
            & (rows["ipt_1_referring"] == "")
            & (rows["crtp_start"] > seen.begun + MOVED_BACK)
        ),
        _treat_before_referral,
    ),
    Fault("missing-delay-reason", "BREACH_NO_DELAY_REASON", _has_delay_reason, _lose_delay_reasons),
    Fault("two-people-one-number", "", lambda rows, seen: rows["nhs_number"] != "", _take_anothers_number),
    Fault(
        "site-code-for-trust",
        "",
        lambda rows, seen: _is_treated(rows, seen) & _is_nhs_trust(rows["org_treatment"]),
        _name_the_site,
    ),
)
"""Faults that only stand in records for which they were asked."""
