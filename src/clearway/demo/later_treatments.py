"""Second and later treatments, recurrences included: records of the 31-day standard alone."""

import numpy as np

from clearway.demo.arrays import Ints, Random, choose, is_chosen, unfolded
from clearway.demo.assumptions import assumed
from clearway.demo.axes import MODALITY_GROUPS, STAGES
from clearway.demo.band_days import band_limits, days_in
from clearway.demo.coding import care_settings, diagnosis_codes, modality_codes, tissue_types
from clearway.demo.decisions import kinds_of_treatment
from clearway.demo.marginals import Marginals
from clearway.demo.months import any_day, onto_weekday
from clearway.demo.rows import Rows

LATER = STAGES.index("Subsequent Treatment")
LATER_BEGUN = "21"


def later_rows(rng: Random, marginals: Marginals, first_person: int, treated: Rows) -> Rows:
    """One record for each later treatment, of somebody treated before where one fits, else of somebody new.

    New people are numbered from `first_person`.
    """
    month, trust, cancer_type, band = unfolded(marginals.decided[:, :, LATER])
    count = len(month)
    kind = kinds_of_treatment(rng, marginals, LATER, trust, cancer_type)
    day = any_day(rng, marginals.months[month], assumed("waits")["weekend_treatment"])
    powers = np.array([assumed("waits")["power_first_31"][name] for name in MODALITY_GROUPS])
    lower, upper = band_limits("31", band)
    pause = assumed("pauses")["treatment"]
    days_off = rng.integers(pause["shortest"], pause["longest"], count, endpoint=True)
    days_off = np.where(is_chosen(rng, pause["share"], count), days_off, 0)
    wait = onto_weekday(rng, day, days_in(rng, "31", band, powers[kind]) + days_off, lower + days_off, upper + days_off)
    treating = np.array(marginals.trusts)[trust]
    rows = Rows(count)
    rows["home"], rows["cancer_type"] = trust, cancer_type
    rows["ctp_start_date"], rows["treatment_start_date"] = day - wait, day
    rows["org_dtt"], rows["org_treatment"] = treating, treating
    rows["wta_treatment"] = days_off
    rows["event_type"] = choose(rng, assumed("diagnosis")["later_event"], count)
    rows["modality"] = modality_codes(rng, kind, cancer_type)
    rows["care_setting"] = care_settings(rng, kind)
    rows["patient_status"] = np.full(count, LATER_BEGUN)
    rows["icd10"] = diagnosis_codes(rng, cancer_type)
    rows["morphology"] = tissue_types(rng, rows["icd10"])
    _put_people(rng, rows, first_person, treated)
    return rows


def _put_people(rng: Random, rows: Rows, first_person: int, treated: Rows) -> None:
    """Whose treatment it is: of somebody first treated weeks to months before at the same trust for the same type."""
    earlier = _earlier_treatment(rng, rows, treated)
    known = earlier >= 0
    person = np.where(known, treated["person"][earlier], 0)
    person[~known] = first_person + np.arange(int((~known).sum()))
    rows["person"] = rows["pathway"] = person
    rows.put("home", known, treated["home"][earlier[known]])
    for name in ("icd10", "morphology"):
        rows.put(name, known, treated[name][earlier[known]])


def _earlier_treatment(rng: Random, rows: Rows, treated: Rows) -> Ints:
    """The place of a fitting first treatment for each later one, or -1."""
    link = assumed("diagnosis")["later"]
    _, group = np.unique(np.concatenate([treated["org_treatment"], rows["org_treatment"]]), return_inverse=True)
    group = group * 1000 + np.concatenate([treated["cancer_type"], rows["cancer_type"]])
    span = 100_000  # days: keeps groups apart on one scale
    day = treated["treatment_start_date"].astype(np.int64)
    order = np.lexsort((day, group[: len(treated)]))
    scale = (group[: len(treated)] * span + day)[order]
    decided = rows["ctp_start_date"].astype(np.int64)
    own = group[len(treated) :] * span + decided
    low = np.searchsorted(scale, own - link["farthest_days"], side="left")
    high = np.searchsorted(scale, own - link["nearest_days"], side="right")
    drawn = low + np.floor(rng.random(len(rows)) * np.maximum(high - low, 1)).astype(np.int64)
    fits = (high > low) & is_chosen(rng, link["same_person"], len(rows))
    return (
        np.where(fits, order[np.minimum(drawn, max(len(order) - 1, 0))], -1) if len(order) else np.full(len(rows), -1)
    )
