"""Records of many people, made block by block in little memory: a few months of treatments, then the referrals beside.

The blocks are part of what is made: they follow from the scope alone, and each has random streams of its own, so the
same scope gives the same records however they are written down. Two passes: the first only counts whom the treated
leave to be told of no cancer, for somebody treated in May was told in March.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np

from clearway.demo.arrays import Days, Ints, Random, Text
from clearway.demo.faults import put_faults
from clearway.demo.first_seen import put_first_seen
from clearway.demo.ground import Ground, Streams
from clearway.demo.later_treatments import later_rows
from clearway.demo.marginals import Marginals
from clearway.demo.mergers import put_former_codes, put_successor_codes
from clearway.demo.numbers import Pack
from clearway.demo.pathways import first_treatments
from clearway.demo.people import FEMALE, People, make_people, no_people, put_people, refer_again, together
from clearway.demo.reasons import put_delay_reasons, put_pause_reasons
from clearway.demo.referrals import add_told_of_cancer, left_over, referral_rows
from clearway.demo.remembered import EarlierReferrals, EarlierTreatments
from clearway.demo.rows import Rows, stacked
from clearway.demo.synthetic import put_identifiers
from clearway.demo.telling import tell_sooner
from clearway.demo.treated import treated_rows
from clearway.demo.waiting import as_seen_on, from_day

BLOCK = 90_000
"""About how many people a block holds. Changing it makes other people."""


class Kind(IntEnum):
    """Which streams are drawn from."""

    TREATED = 1
    FOLLOWED = 2
    REFERRED = 3
    NUMBERS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Finished records: `months` as a range of the ground's months that they were told or treated in."""

    months: slice
    rows: Rows


def spans(marginals: Marginals) -> list[slice]:
    """Runs of months of about one block together; a month is never divided."""
    told = marginals.told.sum(axis=(1, 2, 3, 4))
    found, first, people = [], 0, 0
    for month, count in enumerate(told.tolist()):
        if people and people + count > BLOCK:
            found.append(slice(first, month))
            first, people = month, 0
        people += count
    return [*found, slice(first, len(told))]


def groups(marginals: Marginals) -> list[slice]:
    """The trusts of some months in groups of about one block."""
    told = marginals.told.sum(axis=(0, 2, 3, 4)).cumsum()
    number = np.minimum(told // BLOCK, max(int(told[-1]) // BLOCK, 0))
    edges = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(told)]
    return [slice(first, last) for first, last in pairwise(edges)]


def synthetic_blocks(ground: Ground) -> Iterator[Block]:
    """Every record of the scope, as seen on its last day: block after block in the order of the months."""
    marginals, planned = ground.marginals, spans(ground.marginals)
    told = np.zeros(marginals.told.shape, dtype=np.int64)
    for months in planned:
        add_told_of_cancer(told, _treated(ground, months), marginals)
    crowd = _Crowd(ground)
    for months in planned:
        rows = crowd.treated(months)
        if len(rows):
            yield Block(months, rows)
        for trusts in groups(marginals.of_months(months)):
            rows = crowd.referred(months, trusts, told[months, trusts])
            if len(rows):
                yield Block(months, rows)


def _streams(ground: Ground, kind: Kind, *place: int) -> Streams:
    return Streams(ground.scope.seed_sequence(kind, *place))


def _treated(ground: Ground, months: slice) -> Rows:
    """First treatments of some months, numbered from 0; asked twice it gives the same."""
    draw, own = _streams(ground, Kind.TREATED, months.start), ground.marginals.of_months(months)
    pathways = first_treatments(draw(), own, ground.rates, keeps_to_room=True)
    rows = treated_rows(draw(), own, ground.rates, pathways)
    put_former_codes(draw(), rows, ground.mergers)
    tell_sooner(draw(), rows, ground.marginals, months)
    return rows


class _Crowd:
    """The people made so far, as far as later blocks need them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._count = 0
        self._pack = Pack(Streams(ground.scope.seed_sequence(Kind.NUMBERS))(), areas=int(ground.area.max()) + 1)
        self._treatments = EarlierTreatments()
        self._referrals = EarlierReferrals()

    def treated(self, months: slice) -> Rows:
        """First treatments of some months, and the later treatments of the same months."""
        ground, own = self._ground, self._ground.marginals.of_months(months)
        draw = _streams(ground, Kind.FOLLOWED, months.start)
        rows = self._numbered(_treated(ground, months))
        put_first_seen(draw(), rows, own)
        put_successor_codes(rows, ground.mergers)
        self._treatments.forget_before(own.months[0])
        later = later_rows(draw(), own, self._count, self._treatments.before(rows))
        self._count = max(self._count, int(later["person"].max(initial=-1)) + 1)
        self._treatments.remember(rows)
        whole, people = self._finished(draw, stacked([rows, later]))
        self._treatments.meet(people)
        return whole

    def referred(self, months: slice, trusts: slice, told: Ints) -> Rows:
        """People told without a counted treatment, excluded or closed, of some months and trusts."""
        ground = self._ground
        own = ground.marginals.of_months(months).of_trusts(trusts)
        draw = _streams(ground, Kind.REFERRED, months.start, trusts.start)
        rows = self._numbered(referral_rows(draw(), own, left_over(draw(), own.told, told), first_person=0))
        put_first_seen(draw(), rows, own)
        put_successor_codes(rows, ground.mergers)
        rows["home"] = rows["home"] + trusts.start
        self._referrals.forget_before(own.months[0])
        if len(own.months) > 1:
            refer_again(draw(), rows)
        else:
            self._referrals.refer_again(draw(), rows)
        whole, people = self._finished(draw, rows)
        if len(people):
            self._referrals.remember(draw(), whole, people)
        return whole

    def _numbered(self, rows: Rows) -> Rows:
        rows["person"] = rows["pathway"] = rows["person"] + self._count
        self._count += len(rows)
        return rows

    def _finished(self, draw: Streams, rows: Rows) -> tuple[Rows, People]:
        """The steps that look at one record at a time, or at one person; and the people made for them."""
        ground = self._ground
        rows = as_seen_on(draw(), rows, ground.today)
        if not len(rows):
            return rows, no_people()
        from_day(rows, ground.begun)
        known = together(self._treatments.people, self._referrals.people)
        known = known.take(np.isin(known.person, rows["person"]))
        new = rows.take(known.places(rows["person"]) < 0)
        made = make_people(draw(), new, ground.commissioners, ground.shares, self._numbers)
        put_people(rows, together(known, made))
        put_identifiers(rows, ground, rows["pathway"])
        put_pause_reasons(draw(), rows)
        put_delay_reasons(draw(), rows, ground.today)
        put_faults(draw(), rows, ground.today, begun=ground.begun, with_least=False, asked=ground.faults)
        return rows, made

    def _numbers(self, rng: Random, home: Ints, sex: Text, born: Days) -> Text:
        return self._pack.deal(self._ground.area[home], sex == FEMALE, born)
