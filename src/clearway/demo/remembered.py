"""What one block of records must know of the blocks before it: who may be treated again, and who referred again."""

from dataclasses import dataclass, field

import numpy as np

from clearway.demo.arrays import Ints, Random, dealt, is_chosen
from clearway.demo.assumptions import assumed
from clearway.demo.months import first_day, months_of
from clearway.demo.people import People, no_people, suspicion_group, together
from clearway.demo.rows import Rows, stacked

LINKED = ("person", "home", "icd10", "morphology", "org_treatment", "cancer_type", "treatment_start_date")
"""What a later treatment takes over from the first one, and what it is found by."""

MONTHS_BACK = 12
"""How far back somebody may have been referred before (WHO-2)."""

KEPT = 0.01
"""Which share of the people referred is remembered: enough to choose from."""


def _only(rows: Rows, names: tuple[str, ...]) -> Rows:
    return Rows(len(rows), {name: rows[name] for name in names})


@dataclass
class EarlierTreatments:
    """First treatments of the months before, as far back as a later treatment may follow, and whose they were."""

    people: People = field(default_factory=no_people)
    _rows: Rows = field(default_factory=lambda: Rows(0))

    def before(self, treated: Rows) -> Rows:
        """Those remembered and these."""
        return stacked([self._rows, _only(treated, LINKED)])

    def remember(self, treated: Rows) -> None:
        """Keep these for the blocks that follow."""
        self._rows = self.before(treated)

    def meet(self, people: People) -> None:
        """Keep what is known of the people among those remembered."""
        self.people = together(self.people, people.take(np.isin(people.person, self._rows["person"])))

    def forget_before(self, month: int) -> None:
        """Let go of who was treated too long before this month."""
        farthest = first_day(np.array([month]))[0] - int(assumed("diagnosis")["later"]["farthest_days"])
        self._rows = self._rows.take(self._rows["treatment_start_date"] >= farthest)
        self.people = self.people.take(np.isin(self.people.person, self._rows["person"]))


@dataclass
class EarlierReferrals:
    """A few people referred in the months before, at random, who may be referred again (WHO-2)."""

    people: People = field(default_factory=no_people)
    _group: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _month: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def refer_again(self, rng: Random, rows: Rows) -> None:
        """Some of these referrals are of somebody remembered, at the same trust for the same suspicion."""
        again = np.flatnonzero((rows["cancer_type"] < 0) & is_chosen(rng, assumed("people")["again"], len(rows)))
        group = suspicion_group(rows.take(again))
        taken = dealt(rng, group, rng.random(len(again)), self._group, rng.random(len(self._group)))
        rows.put("person", again[taken >= 0], self.people.person[taken[taken >= 0]])

    def remember(self, rng: Random, rows: Rows, people: People) -> None:
        """Keep a few of the people newly made for these referrals."""
        few = people.take(is_chosen(rng, KEPT, len(people)))
        own = rows.take(np.unique(rows["person"], return_index=True)[1])
        own = own.take(np.isin(own["person"], few.person) & (own["cancer_type"] < 0))
        few = few.take(few.places(own["person"]))
        place = np.argsort(np.concatenate([self.people.person, few.person]), kind="stable")
        self.people = together(self.people, few)
        self._group = np.concatenate([self._group, suspicion_group(own)])[place]
        self._month = np.concatenate([self._month, months_of(own["crtp_start"])])[place]

    def forget_before(self, month: int) -> None:
        """Let go of who was referred too long before this month."""
        recent = self._month >= month - MONTHS_BACK
        self.people, self._group, self._month = self.people.take(recent), self._group[recent], self._month[recent]
