"""Fault 16: a file that is too large is refused at once, with the limit named."""

import time
from pathlib import Path

import pytest
from tests.intake.builders import csv_file, records

from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.readers import read_file
from clearway.records.findings import Refused


def test_fault_16_five_gigabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(5_000_000_000)
    started = time.monotonic()
    with pytest.raises(Refused, match=f"the limit is {DEFAULT.file_bytes:,}") as caught:
        read_file(path)
    assert caught.value.code == "FILE_SIZE"
    assert time.monotonic() - started < 5


def test_fault_16_more_rows_than_the_limit_are_refused_with_their_number(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records(*({} for _ in range(30))))
    with pytest.raises(Refused, match="has 30 rows; the limit is 20") as caught:
        read_file(path, limits=Limits(rows=20))
    assert caught.value.code == "TOO_MANY_ROWS"
