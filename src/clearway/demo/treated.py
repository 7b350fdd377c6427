"""Records of people treated for the first time: every date and code from referral to treatment."""

from collections.abc import Sequence

import numpy as np

from clearway.demo.arrays import NO_DAY, Days, Ints, Random, Text, is_chosen
from clearway.demo.assumptions import assumed
from clearway.demo.axes import NO_ROUTE, UPGRADE
from clearway.demo.coding import (
    care_settings,
    diagnosis_codes,
    first_events,
    modality_codes,
    referral_sources,
    referral_types,
    tissue_types,
)
from clearway.demo.decisions import decision_waits, kinds_of_treatment
from clearway.demo.marginals import Marginals
from clearway.demo.months import before_weekend
from clearway.demo.pathways import Pathways
from clearway.demo.rows import Rows
from clearway.demo.transfers import FIRST, TransferRates

TREATMENT_BEGUN = "08"
CANCER = "01"


def treated_rows(rng: Random, marginals: Marginals, rates: TransferRates, pathways: Pathways) -> Rows:
    """One record for each first treatment. The day first seen of urgent routes is left to `first_seen`."""
    kind = kinds_of_treatment(rng, marginals, FIRST, pathways.treating, pathways.cancer_type)
    decided = pathways.treated - pathways.treatment_pause - decision_waits(rng, marginals, pathways, kind)
    taken_off = pathways.first_seen_pause + pathways.treatment_pause
    start = np.where(pathways.route == NO_ROUTE, NO_DAY, pathways.treated - pathways.wait - taken_off)
    rows = Rows(len(pathways))
    rows["person"] = rows["pathway"] = np.arange(len(pathways))
    rows["cancer_type"], rows["route"] = pathways.cancer_type, pathways.route
    rows["home"] = pathways.investigating
    _put_referral(rng, rows, rates, pathways, start)
    _put_outcome(rng, rows, rates, pathways, start, decided)
    _put_treatment(rng, rows, rates, pathways, decided, kind)
    _put_transfer(rows, rates, pathways, start)
    _put_third_trust(rng, rows, marginals.trusts, start)
    return rows


def _put_referral(rng: Random, rows: Rows, rates: TransferRates, pathways: Pathways, start: Days) -> None:
    count, route = len(rows), pathways.route
    is_upgrade = route == UPGRADE
    seen_at = np.array(rates.nodes)[pathways.investigating]
    before = start - rng.integers(0, 14, count, endpoint=True)
    rows["source_of_referral"] = referral_sources(rng, route)
    rows["priority_type"] = np.select([route < 2, route == 2], ["3", "2"], np.where(rng.random(count) < 0.4, "2", "1"))
    rows["crtp_start"] = np.where(is_upgrade, before, start)
    rows["referral_type"] = referral_types(rng, pathways.cancer_type, route)
    rows["consultant_upgrade_date"] = np.where(is_upgrade, start, NO_DAY)
    rows["org_upgrade"] = np.where(is_upgrade, seen_at, "")
    rows["date_first_seen"] = np.where(is_upgrade, before + (start - before) // 2, NO_DAY)
    rows["org_first_seen"] = np.where(route == NO_ROUTE, "", seen_at)
    rows["wta_first_seen"] = pathways.first_seen_pause


def _put_outcome(rng: Random, rows: Rows, rates: TransferRates, pathways: Pathways, start: Days, decided: Days) -> None:
    """When somebody was told: part of the way to the decision, now and then after it (WAIT-3)."""
    shape = assumed("waits")["told_at"]
    way = rng.beta(shape["mean"] * shape["spread"], (1 - shape["mean"]) * shape["spread"], len(rows))
    has_told = pathways.route < UPGRADE
    begun = np.where(has_told, start, decided)
    told = before_weekend(begun + np.rint((decided - begun).astype(np.int64) * way).astype(np.int64))
    told = np.maximum(told, begun)
    late = np.minimum(decided + rng.integers(1, 9, len(rows)), pathways.treated)
    told = np.where(is_chosen(rng, shape["after_decision"], len(rows)), late, told)
    by_treating = is_chosen(rng, assumed("transfers")["told_by_treating"], len(rows))
    told_at = np.array(rates.nodes)[np.where(by_treating, pathways.treating, pathways.investigating)]
    rows["fds_end_date"] = np.where(has_told, told, NO_DAY)
    rows["fds_end_reason"] = np.where(has_told, CANCER, "")
    rows["org_fds_end"] = np.where(has_told, told_at, "")


def _put_treatment(
    rng: Random, rows: Rows, rates: TransferRates, pathways: Pathways, decided: Days, kind: Ints
) -> None:
    count = len(rows)
    treating = np.array(rates.nodes)[pathways.treating]
    discussed = before_weekend(decided - rng.integers(0, 6, count, endpoint=True))
    rows["mdt_date"] = np.where(discussed >= rows["crtp_start"], discussed, NO_DAY)
    rows["mdt_indicator"] = np.where(np.isnat(rows["mdt_date"]), "", "Y")
    rows["ctp_start_date"], rows["treatment_start_date"] = decided, pathways.treated
    rows["org_dtt"], rows["org_treatment"] = treating, treating
    rows["wta_treatment"] = pathways.treatment_pause
    rows["icd10"] = diagnosis_codes(rng, pathways.cancer_type)
    rows["morphology"] = tissue_types(rng, rows["icd10"])
    rows["event_type"] = first_events(rng, rows["icd10"])
    rows["modality"] = modality_codes(rng, kind, pathways.cancer_type)
    rows["care_setting"] = care_settings(rng, kind)
    rows["patient_status"] = np.full(count, TREATMENT_BEGUN)


def _put_transfer(rows: Rows, rates: TransferRates, pathways: Pathways, start: Days) -> None:
    """The hand-over; what was told or decided before it happened where the person then was."""
    nodes = np.array(rates.nodes)
    is_shared = pathways.is_shared
    investigating, treating = nodes[pathways.investigating], nodes[pathways.treating]
    handed = start + pathways.first_seen_pause + pathways.phase_1
    is_named = is_shared & pathways.is_named
    rows["accountable_investigating_org"] = np.where(is_named, investigating, "")
    rows["transfer_date"] = np.where(is_named, handed, NO_DAY)
    rows["ipt_1_referring"] = np.where(is_shared, investigating, "")
    rows["ipt_1_receiving"] = np.where(is_shared, treating, "")
    rows["ipt_1_received"] = np.where(is_shared, handed, NO_DAY)
    for organisation, day in (("org_dtt", "ctp_start_date"), ("org_fds_end", "fds_end_date")):
        rows.put(organisation, is_shared & (rows[day] < handed), investigating[is_shared & (rows[day] < handed)])


def _put_third_trust(rng: Random, rows: Rows, trusts: Sequence[str], start: Days) -> None:
    """A few were seen first at a third trust, which passed them to the one that investigated and then sent them on.

    Nobody is named accountable in these: the last referrer answers, and that is the trust that investigated.
    """
    has_third = (rows["accountable_investigating_org"] != "") & is_chosen(
        rng, assumed("transfers")["second_transfer"], len(rows)
    )
    place = np.flatnonzero(has_third)
    first_at = np.array(trusts)[rng.integers(0, len(trusts), len(place))]
    place, first_at = _where_differs(place, first_at, rows["ipt_1_referring"])
    investigating, treating = rows["ipt_1_referring"][place], rows["ipt_1_receiving"][place]
    handed = rows["ipt_1_received"][place]
    rows.put("org_first_seen", place, first_at)
    rows.put("accountable_investigating_org", place, "")
    rows.put("ipt_1_referring", place, first_at)
    rows.put("ipt_1_receiving", place, investigating)
    rows.put("ipt_1_received", place, start[place] + (handed - start[place]) // 2)
    rows.put("ipt_2_referring", place, investigating)
    rows.put("ipt_2_receiving", place, treating)
    rows.put("ipt_2_received", place, handed)


def _where_differs(place: Ints, first_at: Text, referring: Text) -> tuple[Ints, Text]:
    differs = first_at != referring[place]
    return place[differs], first_at[differs]
