"""Two versions of one sender's records: what was added, what went, which columns changed, and what it counts for."""

from typing import Any

import pytest
from tests.intake.builders import records
from tests.pipeline.loading import Desk

from clearway.pipeline.manifest import Submission
from clearway.pipeline.record_versions import VersionDifference, version_before, version_difference
from clearway.records.findings import Refused
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

MONTH: dict[str, Any] = {"organisation": "RZA", "month": "2025-04"}


def versions(desk: Desk) -> tuple[Submission, Submission]:
    later = desk.manifest.rows[-1]
    earlier = version_before(later, desk.manifest.submissions())
    assert earlier is not None
    return earlier, later


def difference(desk: Desk) -> VersionDifference:
    earlier, later = versions(desk)
    return version_difference(desk.store, earlier, later, rules=load_rule_book(), organisations=load_organisations())


def rows(*changes: dict[str, str]) -> list[dict[str, str]]:
    return [dict(one) for one in records(*changes)]


@pytest.mark.slow
def test_added_gone_changed_and_same_records_are_counted_and_columns_named(desk: Desk) -> None:
    first = rows({}, {}, {}, {})
    desk.load(desk.csv(first), **MONTH)
    second = [dict(one) for one in first]
    second[1]["treatment_start_date"] = "2025-06-30"
    second[2]["modality"] = "05"
    second[2]["treatment_start_date"] = "2025-06-30"
    second = second[:3] + rows({}, {}, {}, {}, {})[4:]
    desk.load(desk.csv(second), **MONTH)
    found = difference(desk)
    assert (found.added, found.gone, found.changed, found.same) == (1, 1, 2, 1)
    assert found.changed_by_column == (("treatment_start_date", 2), ("modality", 1))
    assert sum(one.counted_after - one.counted_before for one in found.effects if one.standard == "62") == 0
    assert sum(one.within_after - one.within_before for one in found.effects if one.standard == "62") < 0
    assert {one.standard for one in found.effects if not one.is_same} >= {"31", "62"}


@pytest.mark.slow
def test_the_difference_holds_counts_and_no_record(desk: Desk) -> None:
    first = rows({}, {})
    desk.load(desk.csv(first), **MONTH)
    second = [{**one, "icd10": "C509"} for one in first]
    desk.load(desk.csv(second), **MONTH)
    told = str(difference(desk).as_json())
    for one in first:
        assert one["record_id"] not in told
        assert one["nhs_number"] not in told


@pytest.mark.slow
def test_versions_of_which_one_was_purged_are_refused(desk: Desk) -> None:
    from dataclasses import replace

    desk.load(desk.csv(rows({})), **MONTH)
    desk.load(desk.csv(rows({}, {})), **MONTH)
    earlier, later = versions(desk)
    purged = replace(earlier, state="purged")
    assert version_before(later, (purged, later)) is None
    with pytest.raises(Refused, match="holds no records"):
        version_difference(desk.store, purged, later, rules=load_rule_book(), organisations=load_organisations())
