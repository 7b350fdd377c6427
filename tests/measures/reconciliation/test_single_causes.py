"""One cause put among records that everybody agrees on: it is named, with its record, whatever else could be."""

from collections.abc import Callable

import pytest
from tests.measures.reconciliation.conftest import Bench
from tests.measures.reconciliation.truth import MONTH, MONTHS, Row, agreed, counted_of, reading, told, treated

from clearway.measures.reconciliation import Kind, Reconciliation

Change = Callable[[Row], Row]


def changed(**values: str) -> Change:
    """A row with other values."""
    return lambda row: row | values


EVENTS = {
    # kind: (our record, how the truth has it); None where one side does not have it at all.
    Kind.TRUST: (
        treated("x", trust="RFF", on="2025-04-10", icd10="C341"),
        changed(org_treatment="RHQ", org_first_seen="RHQ"),
    ),
    Kind.SHARE: (
        treated(
            "x", trust="RHQ", on="2025-04-15", icd10="C187", wait=80, org_first_seen="RFR",
            accountable_investigating_org="RFR", transfer_date="2025-03-25",
        ),
        changed(transfer_date="2025-02-10"),
    ),
    Kind.MONTH: (treated("x", trust="RFR", on="2025-04-01", icd10="C508"), changed(treatment_start_date="2025-03-31")),
    Kind.ADJUSTMENT: (
        treated(
            "x", trust="RFF", on="2025-04-15", icd10="C435", wait=70, wta_treatment="14",
            wta_treatment_reason="MEDICAL",
        ),
        changed(wta_treatment="0", wta_treatment_reason=""),
    ),
    Kind.LABEL: (treated("x", trust="RFF", on="2025-04-15", icd10="C341"), changed(icd10="C61")),
    Kind.QUALITY: (
        treated("x", trust="RFF", on="2025-04-15", icd10="C341", org_first_seen=""),
        changed(org_first_seen="RFF"),
    ),
}  # fmt: skip


def named(found: Reconciliation, kind: Kind) -> list[tuple[str, ...]]:
    """The links of every cause or alternative of a kind."""
    first = [cause.records for cause in found.causes if cause.kind is kind]
    also = [one.records for cause in found.causes for one in (*cause.also, *cause.possible) if one.kind is kind]
    return [tuple(record.link for record in records) for records in (*first, *also)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", EVENTS)
def test_a_single_cause_is_named_with_its_record(bench: Bench, kind: Kind) -> None:
    ours, change = EVENTS[kind]
    base = agreed(2, people=16)
    bench.publish_truth(counted_of([*base, change(ours)]))
    bench.send([*base, ours])
    found = bench.reconcile()
    assert any(bench.link("x") in links for links in named(found, kind)), [one.as_json() for one in found.causes]


@pytest.mark.slow
def test_a_rule_read_the_other_way_is_named_with_every_record_it_touches(bench: Bench) -> None:
    base = agreed(3, people=16)
    twelve = [treated(name, trust="RFF", on="2025-04-09", icd10="C187", event_type="12") for name in ("a", "b")]
    bench.publish_truth(counted_of([*base, *twelve], reading(event_12_is_first=False)))
    bench.send([*base, *twelve])
    (cause,) = bench.reconcile().causes
    assert cause.kind is Kind.RULE
    assert cause.rule == "D31-2"
    assert {record.link for record in cause.records} == {bench.link("a"), bench.link("b")}


@pytest.mark.slow
def test_a_row_rejected_at_intake_is_named_by_its_file_and_row(bench: Bench) -> None:
    base = agreed(4, people=16)
    lost = treated("lost", trust="RFR", on="2025-04-20", icd10="C187")
    bench.publish_truth(counted_of([*base, lost]))
    bench.send([lost | {"wta_first_seen": "-3"}, *base])
    (cause,) = bench.reconcile().causes
    assert cause.kind is Kind.REJECTED
    assert [(one.link, one.row, one.file_name) for one in cause.records] == [("", 2, "RFR.csv")]


@pytest.mark.slow
def test_a_record_that_came_after_the_published_file_is_named_as_late(bench: Bench) -> None:
    base = agreed(5, people=16)
    bench.send(base)
    bench.publish_truth(counted_of(base))
    bench.send([treated("late", trust="RHQ", on="2025-04-11", icd10="C508", modality="02")], name="more.csv")
    (cause,) = bench.reconcile().causes
    assert cause.kind is Kind.LATE
    assert [record.link for record in cause.records] == [bench.link("late")]


@pytest.mark.slow
def test_an_earlier_version_of_a_record_is_named(bench: Bench) -> None:
    base = agreed(6, people=16)
    first = treated("corrected", trust="RFF", on="2025-04-17", icd10="C341", wait=80)
    bench.publish_truth(counted_of([*base, first]))
    bench.send([*base, first])
    corrected = treated("corrected", trust="RFF", on="2025-04-17", icd10="C341", wait=58)
    path = bench.desk.csv([row for row in [*base, corrected] if "RFF" in (row["org_treatment"], row["org_fds_end"])])
    bench.desk.load(path, organisation="RFF")
    found = bench.reconcile()
    assert any(bench.link("corrected") in links for links in named(found, Kind.VERSION))


@pytest.mark.slow
def test_a_move_to_a_month_that_is_not_published_is_possible_and_never_the_explanation(bench: Bench) -> None:
    base = agreed(7, people=16)
    edge = told("edge", trust="RFF", on="2025-04-30", referral_type="13")
    bench.publish_truth(counted_of(base), months=[MONTH])
    bench.send([*base, edge])
    found = bench.reconcile()
    assert {cause.kind for cause in found.causes} == {Kind.MISSING_THERE}
    assert named(found, Kind.MONTH) == [(bench.link("edge"),)]


@pytest.mark.slow
def test_sides_that_agree_have_no_difference_and_no_cause(bench: Bench) -> None:
    base = agreed(8, people=16)
    bench.publish_truth(counted_of(base))
    bench.send(base)
    for month in MONTHS:
        found = bench.reconcile(month)
        assert (found.differences, found.causes) == ([], [])
        assert found.cells > 0


@pytest.mark.slow
def test_a_trust_that_sent_nothing_is_not_compared_and_said_so(bench: Bench) -> None:
    base = agreed(9, people=16)
    bench.publish_truth(counted_of(base))
    bench.send([row for row in base if "RHQ" not in (row["org_treatment"], row["org_fds_end"])])
    found = bench.reconcile()
    assert found.trusts == ("RFF", "RFR")
    assert "RHQ" in found.not_compared
    assert all(one.cell.trust != "RHQ" for one in found.differences)
