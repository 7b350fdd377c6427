"""Fault 1, in the store: a file without records never takes the place of good ones unless somebody says why."""

import pytest
from tests.intake.builders import records
from tests.pipeline.conftest import desk  # noqa: F401
from tests.pipeline.loading import Desk

from clearway.records.findings import Refused

FULL = records({}, {})


def test_fault_01_a_header_alone_is_accepted_as_no_rows_with_a_notice(desk: Desk) -> None:  # noqa: F811
    (loaded,) = desk.load(desk.csv([]))
    assert (loaded.submission.accepted, loaded.submission.rejected) == (0, 0)
    assert [one.id for one in loaded.findings] == ["FILE_WITHOUT_ROWS"]


def test_fault_01_a_header_alone_leaves_the_last_good_figures_where_they_are(desk: Desk) -> None:  # noqa: F811
    desk.load(desk.csv(FULL), organisation="RZA", month="2025-03")
    desk.publish()
    before = desk.contents()
    with pytest.raises(Refused, match="the 2 rows of version 1"):
        desk.load(desk.csv([]), organisation="RZA", month="2025-03")
    assert not desk.publish().is_new
    assert desk.contents() == before


def test_fault_01_an_empty_file_is_refused_and_nothing_is_kept(desk: Desk) -> None:  # noqa: F811
    empty = desk.csv([])
    empty.write_bytes(b"")
    with pytest.raises(Refused, match="empty"):
        desk.load(empty)
    assert list(desk.store.submissions.iterdir()) == []
