"""Who the made-up people are: number, age, sex, ethnic category, commissioner; and the identifier of each pathway."""

from collections.abc import Sequence

import numpy as np

from clearway.demo.arrays import Floats, Ints, Random, Text, choose, choose_row, is_chosen
from clearway.demo.assumptions import assumed
from clearway.demo.axes import CANCER_TYPES, REFERRAL_TYPES
from clearway.demo.coding import suspected_index
from clearway.demo.rows import Rows
from clearway.records.findings import Refused

RANGE_START, RANGE_SIZE = 999_000_000, 1_000_000
"""Nine-digit stems of the NHS numbers kept for made-up people."""

ALL_NINES = 9_999_999_999
"""Valid, but one digit ten times: systems write it for "nobody"."""

MALE, FEMALE = "1", "2"
DAYS_A_YEAR = 365.25
OLDEST = 103


def made_up_numbers(rng: Random, count: int) -> Text:
    """Distinct valid NHS numbers of the 999 range, in random order. `Refused` beyond some 909,000."""
    stems = RANGE_START + np.arange(RANGE_SIZE)
    digits = stems[:, None] // 10 ** np.arange(8, -1, -1) % 10
    check = (11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    numbers = (stems * 10 + check)[check < 10]
    numbers = numbers[numbers != ALL_NINES]
    if count > len(numbers):
        raise Refused(
            f"{count:,} made-up people are wanted, but the 999 range holds {len(numbers):,} valid numbers.",
            "Ask for fewer years.",
            code="DEMO-TOO-MANY-PEOPLE",
        )
    return rng.permutation(numbers)[:count].astype("U10")


def put_people(rng: Random, rows: Rows, commissioners: Sequence[str], shares: Floats) -> None:
    """Everything that belongs to a person, the same on each of their records.

    `shares` [node, commissioner] says whose people live where.
    """
    _refer_again(rng, rows)
    first = _first_record(rows)
    of_person = np.searchsorted(rows["person"][first], rows["person"])
    started = np.where(np.isnat(rows["crtp_start"]), rows["ctp_start_date"], rows["crtp_start"])
    born = started[first] - _days_lived(rng, rows.take(first))
    years = (started - born[of_person]).astype(np.int64) / DAYS_A_YEAR
    rows["age_at_referral"] = np.clip(np.floor(years), 0, OLDEST).astype(np.int64)
    rows["sex"] = _sexes(rng, rows.take(first))[of_person]
    rows["ethnicity"] = choose(rng, assumed("diagnosis")["ethnicity"], len(first))[of_person]
    living_in = choose_row(rng, shares[rows["home"][first]])
    rows["commissioner"] = np.array(commissioners)[living_in][of_person]
    rows["nhs_number"] = made_up_numbers(rng, len(first))[of_person]
    rows["nhs_number_status"] = np.full(len(rows), "01")


def _refer_again(rng: Random, rows: Rows) -> None:
    """Some referrals are of somebody referred before, to the same trust for the same suspicion (WHO-2)."""
    may = np.flatnonzero((rows["route"] >= 0) & (rows["cancer_type"] < 0))
    group = rows["home"][may] * len(REFERRAL_TYPES) + suspected_index(rows["referral_type"][may])
    order = np.lexsort((rng.random(len(may)), group))
    before, after = order[:-1], order[1:]
    again = (group[before] == group[after]) & is_chosen(rng, assumed("people")["again"], len(after))
    again[1:] &= ~again[:-1]
    rows.put("person", may[after[again]], rows["person"][may[before[again]]])


def _first_record(rows: Rows) -> Ints:
    """The place of one record of each person, in the order of person numbers."""
    return np.unique(rows["person"], return_index=True)[1].astype(np.int64)


def _days_lived(rng: Random, people: Rows) -> Ints:
    """Age in days at the first record: by cancer type, or younger and by suspicion when there was no cancer."""
    diagnosis = assumed("diagnosis")
    by_type = np.array([diagnosis["types"][name]["age"] for name in CANCER_TYPES], dtype=float)
    by_suspicion = np.array(
        [
            diagnosis["suspected_ages"].get(code, [_age_of_suspicion(code) - diagnosis["ruled_out_younger"], 15])
            for code in REFERRAL_TYPES
        ],
        dtype=float,
    )
    has_cancer = people["cancer_type"] >= 0
    suspected = by_suspicion[suspected_index(people["referral_type"])]
    shape = np.where(has_cancer[:, None], by_type[people["cancer_type"]], suspected)
    is_child = people["referral_type"] == "02"
    shape[is_child] = by_suspicion[REFERRAL_TYPES.index("02")]
    years = np.clip(rng.normal(shape[:, 0], shape[:, 1]), np.where(is_child, 0, 18), np.where(is_child, 15.9, 99))
    return np.floor(years * DAYS_A_YEAR).astype(np.int64)


def _age_of_suspicion(code: str) -> float:
    """The mean age of the cancer types suspected under a referral type, by how often they are."""
    types = assumed("diagnosis")["types"].values()
    weights = [one["suspected"].get(code, 0.0) for one in types]
    ages = [one["age"][0] for one in types]
    return float(np.average(ages, weights=weights)) if sum(weights) else 65.0


def _sexes(rng: Random, people: Rows) -> Text:
    diagnosis = assumed("diagnosis")["types"]
    by_type = np.array([diagnosis[name]["female"] for name in CANCER_TYPES])
    by_suspicion = np.full(len(REFERRAL_TYPES), assumed("diagnosis")["any_female"])
    for code, female in assumed("diagnosis")["suspected_female"].items():
        by_suspicion[REFERRAL_TYPES.index(code)] = female
    has_cancer = people["cancer_type"] >= 0
    share = np.where(has_cancer, by_type[people["cancer_type"]], by_suspicion[suspected_index(people["referral_type"])])
    return np.where(rng.random(len(people)) < share, FEMALE, MALE)
