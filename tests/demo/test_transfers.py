"""Transfers are worked out from two published totals, and balance."""

from collections import Counter

import numpy as np
import pytest

from clearway.demo.axes import CANCER_TYPES
from clearway.demo.printed import read_printed
from clearway.demo.transfers import sent_on, transfer_rates

pytestmark = pytest.mark.slow

TRUSTS = ("RCU", "RFF", "RFR", "RFS", "RHQ", "RP5")


@pytest.fixture(scope="module")
def printed(figures):
    return read_printed(figures)


@pytest.fixture(scope="module")
def rates(printed):
    return transfer_rates(printed, TRUSTS, lambda code: code in {"RR8", "RWA", "RCB", "RTD"})


def test_the_cancer_centre_receives_and_the_general_hospitals_send(printed):
    surplus = sent_on(printed).sum(axis=1)
    by_trust = {code: surplus[printed.organisations.index(code)] for code in TRUSTS}
    assert by_trust["RHQ"] < -100
    assert all(by_trust[code] > 20 for code in ("RFF", "RFR", "RFS", "RP5"))


def test_most_transfers_go_to_the_cancer_centre(rates):
    to = Counter()
    for receiver, rate in zip(rates.receiver, rates.rate, strict=True):
        to[rates.nodes[receiver]] += rate
    assert to["RHQ"] / to.total() > 0.8


def test_nobody_is_sent_to_where_they_are(rates):
    assert (rates.sender != rates.receiver).all()


def test_each_trust_sends_what_its_totals_say(printed, rates):
    surplus = sent_on(printed)
    lung = CANCER_TYPES.index("Lung")
    own = rates.cancer_type == lung
    for code in ("RFF", "RP5"):
        place = rates.nodes.index(code)
        sent = rates.rate[own & (rates.sender == place)].sum()
        assert sent == pytest.approx(surplus[printed.organisations.index(code), lung], rel=0.05)


def test_partners_outside_are_those_allowed(rates):
    assert set(rates.nodes) - set(TRUSTS) <= {"RR8", "RWA", "RCB", "RTD"}
    assert rates.nodes[: len(TRUSTS)] == TRUSTS


def test_the_published_figures_of_england_balance_without_anybody_outside(printed):
    whole = sent_on(printed).sum(axis=0)
    assert np.abs(whole).max() < 0.02 * printed.treated.sides.sum() / 2 / printed.treated.is_printed.sum()
