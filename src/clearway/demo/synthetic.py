"""The synthetic records of one alliance in one go: made-up people whose waits follow the published figures.

A longer or larger demo is made block by block (`streamed`), with the same steps.
"""

import numpy as np
import pyarrow as pa

from clearway.demo.arrays import Ints, Random
from clearway.demo.extracts import Extract, extracts
from clearway.demo.faults import first_told, put_faults
from clearway.demo.first_seen import put_first_seen
from clearway.demo.ground import Ground, Scope, Streams, lay_ground
from clearway.demo.later_treatments import later_rows
from clearway.demo.mergers import put_former_codes, put_successor_codes
from clearway.demo.pathways import first_treatments
from clearway.demo.people import make_people, put_people, refer_again
from clearway.demo.reasons import put_delay_reasons, put_pause_reasons
from clearway.demo.referrals import left_over, referral_rows, told_of_cancer
from clearway.demo.rows import Rows, stacked
from clearway.demo.treated import treated_rows
from clearway.demo.waiting import as_seen_on, from_day
from clearway.standards.organisations import Organisations


def synthetic_extracts(scope: Scope, published: pa.Table, organisations: Organisations) -> tuple[Extract, ...]:
    """One extract for each trust of the alliance. The same scope and figures give the same bytes.

    Raises `ValueError` when the figures hold none of the alliance's trusts.
    """
    draw = Streams(scope.seed_sequence())
    return extracts_of(draw, lay_ground(draw, scope, published, organisations))


def extracts_of(draw: Streams, ground: Ground) -> tuple[Extract, ...]:
    """The same from a ground that is laid already, with the streams that follow."""
    rows = _rows(draw, ground)
    rows = as_seen_on(draw(), rows, ground.today)
    from_day(rows, ground.begun)
    _put_people(draw(), rows, ground)
    put_pause_reasons(draw(), rows)
    put_delay_reasons(draw(), rows, ground.today)
    put_faults(draw(), rows, ground.today, begun=first_told(rows), asked=ground.faults)
    return extracts(rows, ground.trusts, ground.parent_trust, ground.scope.today)


def _rows(draw: Streams, ground: Ground) -> Rows:
    """Everybody: treated first, told without treatment, and treated again, over all months and beyond."""
    marginals, rates, mergers = ground.marginals, ground.rates, ground.mergers
    treated = treated_rows(draw(), marginals, rates, first_treatments(draw(), marginals, rates))
    put_former_codes(draw(), treated, mergers)
    people = left_over(draw(), marginals.told, told_of_cancer(treated, marginals))
    referred = referral_rows(draw(), marginals, people, first_person=len(treated))
    rows = stacked([treated, referred])
    put_first_seen(draw(), rows, marginals)
    put_successor_codes(rows, mergers)
    later = later_rows(draw(), marginals, len(rows), treated)
    return stacked([rows, later])


def _put_people(rng: Random, rows: Rows, ground: Ground) -> None:
    """Whose records these are, and under which identifiers."""
    refer_again(rng, rows)
    put_people(rows, make_people(rng, rows, ground.commissioners, ground.shares))
    put_identifiers(rows, ground, np.unique(rows["pathway"], return_inverse=True)[1])


def put_identifiers(rows: Rows, ground: Ground, pathway: Ints) -> None:
    """Pathway identifiers that nobody takes for real ones, each given out by the trust the person lives near."""
    rows["pathway_id"] = np.char.add("SYN", np.char.zfill((pathway + 1).astype("U9"), 9))
    rows["pathway_issuer"] = ground.issuers(rows)
