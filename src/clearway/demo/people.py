"""Who the made-up people are: number, age, sex, ethnic category, commissioner; and the identifier of each pathway."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearway.demo.arrays import Days, Floats, Ints, Random, Text, choose, choose_row, is_chosen
from clearway.demo.assumptions import assumed
from clearway.demo.axes import CANCER_TYPES, REFERRAL_TYPES
from clearway.demo.coding import suspected_index
from clearway.demo.numbers import made_up_numbers
from clearway.demo.rows import Rows

MALE, FEMALE = "1", "2"
TRACED = "01"
DAYS_A_YEAR = 365.25
OLDEST = 103


@dataclass(frozen=True)
class People:
    """Made-up people, one entry each in rising order of `person`: all that is the same on each of their records."""

    person: Ints
    nhs_number: Text
    born: Days
    sex: Text
    ethnicity: Text
    commissioner: Text

    def __len__(self) -> int:
        return len(self.person)

    def take(self, where: NDArray[Any]) -> "People":
        """Some of them: a mask, or places in rising order."""
        return People(*(getattr(self, one.name)[where] for one in fields(self)))

    def places(self, person: Ints) -> Ints:
        """The place of each of these person numbers among them; -1 for somebody else."""
        if not len(self):
            return np.full(len(person), -1, dtype=np.int64)
        place = np.minimum(np.searchsorted(self.person, person), len(self) - 1)
        return np.where(self.person[place] == person, place, -1).astype(np.int64)


def no_people() -> People:
    """Nobody."""
    none = np.zeros(0, dtype=np.int64)
    text = np.zeros(0, dtype="U10")
    return People(none, text, none.astype("datetime64[D]"), text.astype("U1"), text.astype("U1"), text)


def together(one: People, other: People) -> People:
    """Both lists as one; nobody may stand in both."""
    order = np.argsort(np.concatenate([one.person, other.person]), kind="stable")
    return People(*(np.concatenate([getattr(one, at.name), getattr(other, at.name)])[order] for at in fields(People)))


Numbers = Callable[[Random, Ints, Text, Days], Text]
"""Gives an NHS number to each person: by the node of each one's home, sex, and day of birth."""


def any_numbers(rng: Random, home: Ints, sex: Text, born: Days) -> Text:
    """Numbers in random order, whoever it is."""
    return made_up_numbers(rng, len(home))


def make_people(
    rng: Random, rows: Rows, commissioners: Sequence[str], shares: Floats, numbers: Numbers = any_numbers
) -> People:
    """The people whose records these are. `shares` [node, commissioner] says whose people live where."""
    first = _first_record(rows)
    one_each = rows.take(first)
    born = _started(one_each) - _days_lived(rng, one_each)
    sex = _sexes(rng, one_each)
    ethnicity = choose(rng, assumed("diagnosis")["ethnicity"], len(first))
    living_in = choose_row(rng, shares[one_each["home"]])
    return People(
        one_each["person"],
        numbers(rng, one_each["home"], sex, born),
        born,
        sex,
        ethnicity,
        np.array(commissioners)[living_in],
    )


def put_people(rows: Rows, people: People) -> None:
    """Everything that belongs to a person, the same on each of their records; all of them are among `people`."""
    of_person = people.places(rows["person"])
    years = (_started(rows) - people.born[of_person]).astype(np.int64) / DAYS_A_YEAR
    rows["age_at_referral"] = np.clip(np.floor(years), 0, OLDEST).astype(np.int64)
    for name in ("sex", "ethnicity", "commissioner", "nhs_number"):
        rows[name] = getattr(people, name)[of_person]
    rows["nhs_number_status"] = np.full(len(rows), TRACED)


def refer_again(rng: Random, rows: Rows) -> None:
    """Some referrals are of somebody referred before, to the same trust for the same suspicion (WHO-2)."""
    may = np.flatnonzero((rows["route"] >= 0) & (rows["cancer_type"] < 0))
    group = suspicion_group(rows.take(may))
    order = np.lexsort((rng.random(len(may)), group))
    before, after = order[:-1], order[1:]
    again = (group[before] == group[after]) & is_chosen(rng, assumed("people")["again"], len(after))
    again[1:] &= ~again[:-1]
    rows.put("person", may[after[again]], rows["person"][may[before[again]]])


def suspicion_group(rows: Rows) -> Ints:
    """A number for each pair of home and suspected cancer."""
    return np.asarray(rows["home"] * len(REFERRAL_TYPES) + suspected_index(rows["referral_type"]), dtype=np.int64)


def _started(rows: Rows) -> Days:
    return np.where(np.isnat(rows["crtp_start"]), rows["ctp_start_date"], rows["crtp_start"])


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
