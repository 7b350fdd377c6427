"""Six causes put into a truth on purpose: each is named with its records, and nothing else is."""

import pytest
from tests.measures.reconciliation.conftest import Bench
from tests.measures.reconciliation.truth import Row, agreed, counted_of, reading, treated

from clearway.measures.reconciliation import Certainty, Kind, Reconciliation

PROSTATE, OVARY, LARYNX, LYMPHOMA, PANCREAS, STOMACH = "C61", "C56", "C329", "C833", "C259", "C169"

MISSING_HERE = treated("only-there", trust="RFF", on="2025-04-10", icd10=PROSTATE)
MISSING_THERE = treated("only-here", trust="RFR", on="2025-04-11", icd10=OVARY, modality="02")
TRUST_HERE = treated("whose", trust="RHQ", on="2025-04-14", icd10=LARYNX, modality="05")
TRUST_THERE = TRUST_HERE | {"org_treatment": "RFR", "org_first_seen": "RFR"}
SHARED = treated(
    "share",
    trust="RHQ",
    on="2025-04-16",
    icd10=LYMPHOMA,
    wait=75,
    modality="02",
    org_first_seen="RFF",
    accountable_investigating_org="RFF",
    transfer_date="2025-03-14",
)
SHARED_THERE = SHARED | {"transfer_date": "2025-03-28"}
MONTH_HERE = treated("month", trust="RFF", on="2025-04-30", icd10=PANCREAS, modality="97")
MONTH_THERE = MONTH_HERE | {"treatment_start_date": "2025-05-01"}
RULE = treated("rule", trust="RFR", on="2025-04-22", icd10=STOMACH, wait=80, consultant_upgrade_date="2025-03-10")

OURS: tuple[Row, ...] = (MISSING_THERE, TRUST_HERE, SHARED, MONTH_HERE, RULE)
THEIRS: tuple[Row, ...] = (MISSING_HERE, TRUST_THERE, SHARED_THERE, MONTH_THERE, RULE)

EXPECTED = {
    Kind.MISSING_HERE: set(),
    Kind.MISSING_THERE: {"only-here"},
    Kind.TRUST: {"whose"},
    Kind.SHARE: {"share"},
    Kind.MONTH: {"month"},
    Kind.RULE: {"rule"},
}


@pytest.fixture
def found(bench: Bench) -> Reconciliation:
    base = agreed(1)
    book = reading(upgrade_on_urgent="keep_referral_clock")
    bench.publish_truth(counted_of([*base, *THEIRS], book))
    bench.send([*base, *OURS])
    return bench.reconcile()


@pytest.mark.slow
def test_all_six_are_named_each_with_its_record_and_nothing_else(bench: Bench, found: Reconciliation) -> None:
    names = bench.links()
    for c in found.causes:
        print(c.number, c.kind, c.certainty, c.words, [names.get(r.link) for r in c.records], dict(c.effect), c.also)
    told = {cause.kind: {names[record.link] for record in cause.records} for cause in found.causes}
    assert told == EXPECTED
    assert len(found.causes) == len(EXPECTED)
    assert {cause.certainty for cause in found.causes if cause.kind is not Kind.MISSING_HERE} == {Certainty.EXACT}


@pytest.mark.slow
def test_whoever_is_missing_here_is_told_by_trust_cancer_type_and_side(found: Reconciliation) -> None:
    (missing,) = [cause for cause in found.causes if cause.kind is Kind.MISSING_HERE]
    assert missing.certainty is Certainty.CANNOT_TELL
    told = {(cell.standard, cell.trust, cell.cancer_type): tuple(pair) for cell, pair in missing.effect.items()}
    assert told == {
        ("31", "RFF", "Urological - Prostate"): (2, 0),
        ("62", "RFF", "Urological - Prostate"): (2, 0),
    }


@pytest.mark.slow
def test_every_difference_names_its_causes_and_they_add_up_to_it(found: Reconciliation) -> None:
    assert found.differences
    for difference in found.differences:
        causes = [found.cause(number).at(difference.cell) for number in difference.causes]
        if difference.level != "modality":
            within, breaches = sum(one.within for one in causes), sum(one.breaches for one in causes)
            assert (within, breaches) == difference.pair
