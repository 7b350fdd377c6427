"""People referred whom no counted treatment followed: told that it is no cancer, excluded, closed, or waiting."""

import numpy as np

from clearway.demo.arrays import NO_DAY, Flags, Ints, Random, choose, is_chosen, places_of, settled_in_sides, unfolded
from clearway.demo.assumptions import assumed
from clearway.demo.axes import BANDS, REFERRAL_TYPES, SCREENING
from clearway.demo.band_days import band_limits, band_of, days_in
from clearway.demo.coding import referral_sources, suspected_index
from clearway.demo.marginals import Marginals
from clearway.demo.months import any_day, months_of, onto_weekday
from clearway.demo.rows import Rows, stacked
from clearway.demo.untreated import put_untreated_cancer

NO_CANCER, EXCLUDED = "02", "03"
CERVIX_IN_SITU = "D069"
STATUS_NO_CANCER, STATUS_SUSPECTED, STATUS_NOT_PLANNED = "03", "14", "10"


def told_of_cancer(rows: Rows, marginals: Marginals) -> Ints:
    """How many of the treated fill each cell of the published faster diagnosis tables."""
    counts = np.zeros_like(marginals.told)
    add_told_of_cancer(counts, rows, marginals)
    return counts


def add_told_of_cancer(counts: Ints, rows: Rows, marginals: Marginals) -> None:
    """Add the treated to the cells of the published faster diagnosis tables that they fill."""
    trust = places_of(rows["org_fds_end"], marginals.trusts)
    stopped = np.fmin(rows["fds_end_date"], rows["ctp_start_date"])
    has_told = ~np.isnat(rows["fds_end_date"])
    month = np.where(has_told, months_of(rows["fds_end_date"]) - marginals.months[0], -1)
    is_counted = has_told & (trust >= 0) & (month >= 0) & (month < len(marginals.months))
    wait = (stopped - rows["crtp_start"])[is_counted].astype(np.int64) - rows["wta_first_seen"][is_counted]
    suspected = suspected_index(rows["referral_type"][is_counted])
    cells = (month[is_counted], trust[is_counted], rows["route"][is_counted], suspected, band_of("28", wait))
    np.add.at(counts, cells, 1)


def left_over(rng: Random, published: Ints, taken: Ints) -> Ints:
    """Published people less those already made, in whole people and never below nobody.

    A cell that was overdrawn takes from the same trust, month, route and band, then from the same side of 28 days, so
    that the trust's percentage stays as published.
    """
    by_band = np.moveaxis(published - taken, -1, 3)
    return np.moveaxis(settled_in_sides(rng, by_band, BANDS["28"].within, axis=3), 3, -1)


def referral_rows(rng: Random, marginals: Marginals, people: Ints, first_person: int) -> Rows:
    """One record for each person told without a counted treatment, and beside them those excluded and closed.

    People are numbered from `first_person`.
    """
    uncounted = assumed("volumes")["uncounted"]
    told = _referred(rng, marginals, people)
    excluded = _referred(rng, marginals, rng.poisson(people * uncounted["excluded"]))
    closed = _referred(rng, marginals, rng.poisson(people * uncounted["closed"]))
    _put_no_cancer(rng, told)
    _put_excluded(rng, excluded)
    _put_closed(rng, closed)
    rows = stacked([told, excluded, closed])
    rows["person"] = rows["pathway"] = first_person + np.arange(len(rows))
    return rows


def _referred(rng: Random, marginals: Marginals, people: Ints) -> Rows:
    month, trust, route, suspected, band = unfolded(people)
    pause = assumed("pauses")["first_seen"]
    missed = rng.integers(pause["shortest"], pause["longest"], len(month), endpoint=True)
    missed = np.where(is_chosen(rng, pause["share"], len(month)), missed, 0)
    told = any_day(rng, marginals.months[month])
    lower, upper = band_limits("28", band)
    wait = onto_weekday(rng, told, days_in(rng, "28", band) + missed, lower + missed, upper + missed)
    rows = Rows(len(month))
    rows["home"], rows["route"] = trust, route
    rows["priority_type"] = np.where(route == SCREENING, "2", "3")
    rows["source_of_referral"] = referral_sources(rng, route)
    rows["referral_type"] = np.array(REFERRAL_TYPES)[suspected]
    rows["crtp_start"], rows["fds_end_date"] = told - wait, told
    rows["org_first_seen"] = rows["org_fds_end"] = np.array(marginals.trusts)[trust]
    rows["wta_first_seen"] = missed
    return rows


def _put_no_cancer(rng: Random, rows: Rows) -> None:
    """Most have no cancer; some have a cancer without a counted treatment, or are to be scanned again (VOL-5)."""
    told, count = assumed("volumes")["told"], len(rows)
    lung, skin = rows["referral_type"] == "03", rows["referral_type"] == "08"
    mark = rng.random(count)
    interval = np.where(lung, told["interval_scan_lung"], told["interval_scan"])
    has_cancer = mark < told["cancer"]
    is_interval = ~has_cancer & (mark < told["cancer"] + interval)
    rows["fds_end_reason"] = np.select([has_cancer, is_interval], ["01", "04"], NO_CANCER)
    rows["patient_status"] = np.select(
        [has_cancer, is_interval], [STATUS_NOT_PLANNED, STATUS_SUSPECTED], STATUS_NO_CANCER
    )
    is_ruled_out = ~has_cancer & ~is_interval
    _put_basal_cell(rng, rows, skin & is_ruled_out & is_chosen(rng, told["basal_cell"], count))
    in_situ = (rows["referral_type"] == "09") & is_ruled_out & is_chosen(rng, told["in_situ"], count)
    _put_surgery(rng, rows, in_situ)
    rows.put("icd10", in_situ, CERVIX_IN_SITU)
    put_untreated_cancer(rng, rows, has_cancer)


def _put_basal_cell(rng: Random, rows: Rows, where: Flags) -> None:
    """Basal cell carcinoma: told that it is no cancer of the standard, treated all the same, counted nowhere else."""
    shares, count = assumed("diagnosis"), int(where.sum())
    _put_surgery(rng, rows, where)
    rows.put("icd10", where, choose(rng, shares["basal_cell_sites"], count))
    rows.put("morphology", where, choose(rng, shares["basal_cell"], count))


def _put_surgery(rng: Random, rows: Rows, where: Flags) -> None:
    count = int(where.sum())
    decided = rows["fds_end_date"][where] + rng.integers(1, 21, count)
    rows.put("ctp_start_date", where, decided)
    rows.put("treatment_start_date", where, decided + rng.integers(3, 70, count))
    rows.put("org_dtt", where, rows["org_fds_end"][where])
    rows.put("org_treatment", where, rows["org_fds_end"][where])
    rows.put("event_type", where, "01")
    rows.put("modality", where, "23")
    rows.put("care_setting", where, "02")


def _put_excluded(rng: Random, rows: Rows) -> None:
    rows["fds_end_reason"] = np.full(len(rows), EXCLUDED)
    rows["fds_exclusion_reason"] = choose(rng, assumed("volumes")["exclusion"], len(rows))
    rows["patient_status"] = np.full(len(rows), STATUS_NO_CANCER)


def _put_closed(rng: Random, rows: Rows) -> None:
    """Closed before first seen. The day told stands for the day of closing until `waiting` takes it away."""
    rows["closure_reason"] = choose(rng, assumed("volumes")["closure"], len(rows))
    rows["patient_status"] = np.full(len(rows), STATUS_NO_CANCER)
    died = rows["closure_reason"] == "DIED_BEFORE_SEEN"
    rows["death_date"] = np.where(died, rows["fds_end_date"], NO_DAY)
