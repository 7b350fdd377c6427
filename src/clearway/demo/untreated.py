"""People told that they have cancer whose treatment no standard counts: declined, private, abroad, or died."""

import numpy as np

from clearway.demo.arrays import Flags, Ints, Random, Text, choose
from clearway.demo.assumptions import assumed
from clearway.demo.axes import CANCER_TYPES
from clearway.demo.coding import diagnosis_codes, tissue_types
from clearway.demo.rows import Rows

TREATMENT_BEGUN, NONE_PLANNED = "08", "07"
ALL_DECLINED, SURGERY = "98", "23"
PRIVATE = "PRIVATE"


def put_untreated_cancer(rng: Random, rows: Rows, where: Flags) -> None:
    """Diagnosis and outcome of the people marked; they were told, and no treatment of theirs counts."""
    place = np.flatnonzero(where)
    cancer_type = _type_suspected(rng, rows["referral_type"][place])
    outcome = choose(rng, assumed("volumes")["untreated"], len(place))
    icd10 = diagnosis_codes(rng, cancer_type)
    rows.put("cancer_type", place, cancer_type)
    rows.put("icd10", place, icd10)
    rows.put("morphology", place, tissue_types(rng, icd10))
    rows.put("patient_status", place, NONE_PLANNED)
    died = place[outcome == "DIED"]
    rows.put("death_date", died, rows["fds_end_date"][died] + rng.integers(1, 60, len(died)))
    _put_treatment(rng, rows, place[outcome == "DECLINED"], ALL_DECLINED)
    private = place[outcome == PRIVATE]
    _put_treatment(rng, rows, private, SURGERY)
    rows.put("funding", private, PRIVATE)


def _put_treatment(rng: Random, rows: Rows, place: Ints, modality: str) -> None:
    decided = rows["fds_end_date"][place] + rng.integers(1, 21, len(place))
    waited = 0 if modality == ALL_DECLINED else rng.integers(3, 30, len(place))
    rows.put("ctp_start_date", place, decided)
    rows.put("treatment_start_date", place, decided + waited)
    rows.put("org_dtt", place, rows["org_fds_end"][place])
    rows.put("org_treatment", place, rows["org_fds_end"][place])
    rows.put("event_type", place, "01")
    rows.put("modality", place, modality)
    rows.put("patient_status", place, TREATMENT_BEGUN if modality == SURGERY else NONE_PLANNED)


def _type_suspected(rng: Random, referral_type: Text) -> Ints:
    """A cancer type that this suspicion often leads to: each type by how often it is suspected so."""
    types = assumed("diagnosis")["types"]
    chosen = np.full(len(referral_type), CANCER_TYPES.index("Other (a)"), dtype=np.int64)
    for code in np.unique(referral_type).tolist():
        own = referral_type == code
        shares = {str(place): types[name]["suspected"].get(code, 0.0) for place, name in enumerate(CANCER_TYPES)}
        if sum(shares.values()) > 0:
            chosen[own] = choose(rng, shares, int(own.sum())).astype(np.int64)
    return chosen
