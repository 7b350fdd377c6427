"""What changed from one telling to the next: checked on the real pair of releases of March 2025."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.measures.revised_figures import published_revision, releases_of, revised_months
from clearway.measures.revisions import Cause, Change, Count, Revision, cause_of, compared

EXTRACT = "CWT-CRS-Oct-2024-to-Mar-2025-Data-Extract-Provider.xlsx"
WORKBOOK = "MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx"


def march(figures, **asked: str) -> Revision:
    found = published_revision(figures, month="2025-03", standard="62", **asked)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_march_2025_was_revised_for_103_organisations_and_two_left_the_final_release(figures) -> None:
    found = march(figures)
    assert (found.before.name, found.before.release) == (EXTRACT, "provisional")
    assert (found.after.name, found.after.release) == (WORKBOOK, "final")
    assert found.compared == 145
    assert found.totals_differing == 103
    assert [found.how_many(change) for change in Change] == [39, 104, 0, 2]
    assert found.organisations_differing == 106
    assert {row.code for row in found.rows if row.change is Change.GONE} == {"RWK", "RX2"}


def test_england_and_sheffield_moved_as_both_files_print(figures) -> None:
    found = march(figures)
    assert found.whole.before == Count(Decimal("27162.5"), Decimal("19389.5"))
    assert found.whole.after == Count(Decimal("27537.5"), Decimal("19669.5"))
    assert (found.whole.total_by, found.whole.within_by, found.whole.breaches_by) == (375, 280, 95)
    sheffield = next(row for row in found.rows if row.code == "RHQ")
    assert sheffield.before == Count(Decimal(368), Decimal("206.5"))
    assert sheffield.after == Count(Decimal(382), Decimal("216.5"))
    assert sheffield.rate_by == pytest.approx(216.5 / 382 - 206.5 / 368)


def test_what_the_organisations_moved_is_what_england_moved(figures) -> None:
    found = march(figures)
    assert sum(row.total_by for row in found.rows) == found.whole.total_by
    by_cancer = march(figures, by="cancer_type")
    assert sum(row.within_by for row in by_cancer.rows) == by_cancer.whole.within_by == found.whole.within_by


def test_the_other_way_round_everything_has_the_other_sign(figures) -> None:
    newest, older = (one.submission for one in releases_of(figures, "62", "2025-03", "trusts"))
    there, back = march(figures), march(figures, before=newest, after=older)
    assert back.whole.total_by == -there.whole.total_by
    assert back.how_many(Change.APPEARED) == there.how_many(Change.GONE)


def test_a_release_that_was_never_revised_differs_nowhere(figures) -> None:
    found = published_revision(figures, month="2024-06", standard="62")
    assert found is not None
    assert found.differing == ()
    assert found.whole.change is Change.SAME


def test_a_month_with_one_release_has_nothing_to_compare(figures) -> None:
    assert published_revision(figures, month="2023-11", standard="62") is None
    assert published_revision(figures, month="1999-01", standard="62") is None
    assert not any(month == "2023-11" for month, _, _ in revised_months(figures))


def test_months_with_several_releases_are_listed_newest_first(figures) -> None:
    found = revised_months(figures)
    assert found[0] == ("2025-03", "28", "trusts")
    assert [month for month, _, _ in found] == sorted((month for month, _, _ in found), reverse=True)


COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(["RHQ", "RFF", "RP5"]), st.sampled_from(["", "Lung"])),
    st.builds(
        lambda total, within: Count(Decimal(total), Decimal(min(total, within))), st.integers(0, 50), st.integers(0, 50)
    ),
)


@given(COUNTS, COUNTS)
def test_every_figure_of_either_telling_is_accounted_for_once(before, after) -> None:
    rows = compared(before, after, {})
    assert {(row.code, row.detail) for row in rows} == {*before, *after}
    assert sum(row.total_by for row in rows) == sum(one.total for one in after.values()) - sum(
        one.total for one in before.values()
    )
    for row in rows:
        assert (row.change is Change.SAME) == (row.before == row.after)
        assert row.breaches_by == row.total_by - row.within_by


def test_a_cause_is_named_by_what_differs() -> None:
    assert [cause_of(records_differ=one, rules_differ=other) for one in (True, False) for other in (True, False)] == [
        *(Cause.BOTH, Cause.RECORDS, Cause.RULES, Cause.NOTHING)
    ]
