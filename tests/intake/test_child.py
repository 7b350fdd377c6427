"""The reader process: its answer equals a reading here, it sees no secrets, and its end is told in words."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from clearway.intake import child
from clearway.intake.limits import Limits
from clearway.intake.readers import read_file, read_here
from clearway.intake.reading import Declared
from clearway.records.findings import Refused
from tests.intake.builders import csv_file, records

TODAY = date(2025, 6, 1)


def test_a_reading_in_the_child_equals_a_reading_here(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}, {"wta_treatment": "-4"}, {"icd10": "C998"}))
    declared = Declared(today=TODAY, store_kind="demo")
    inside, here = read_file(path, declared), read_here(path, declared)
    assert inside.reader == here.reader
    assert inside.source == here.source
    assert inside.facts == here.facts
    assert inside.findings == here.findings
    assert {name: table.to_pylist() for name, table in inside.tables.items()} == {
        name: table.to_pylist() for name, table in here.tables.items()
    }


def test_a_refusal_in_the_child_arrives_whole(tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    path.write_bytes(b"\xff\xfeA")
    with pytest.raises(Refused) as inside:
        read_file(path)
    with pytest.raises(Refused) as here:
        read_here(path)
    assert (inside.value.reason, inside.value.mend, inside.value.code) == (
        here.value.reason, here.value.mend, here.value.code,
    )  # fmt: skip


def test_nothing_of_the_file_is_left_in_the_temporary_folder(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    reading = read_file(csv_file(tmp_path, records({})), scratch=scratch)
    assert list(scratch.iterdir()) == []
    assert reading.tables["records"].num_rows == 1


def test_an_unexpected_end_names_the_exception_but_not_its_words(tmp_path: Path) -> None:
    (tmp_path / child.WORDS_OF_DEATH).write_text("Traceback …\nKeyError: '9434765919'\n")
    refused = child.ended_early(1, tmp_path, "march.csv", Limits())
    assert refused.code == "READER_STOPPED"
    assert "KeyError" in refused.reason
    assert "9434765919" not in str(refused)


def test_a_file_that_is_not_there_is_not_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "none.csv")


def test_the_child_sets_its_limits_before_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr(child.resource, "setrlimit", lambda which, limit: order.append(str(which)))
    monkeypatch.setattr(os, "nice", lambda step: None)
    stop = "clearway.intake.readers.read_here"
    monkeypatch.setattr(stop, lambda *_, **__: order.append("read") or pytest.fail("stop"))
    request = {"path": "x", "declared": child.as_plain(Declared()), "limits": {"seconds": 5}}
    (tmp_path / child.REQUEST).write_text(json.dumps(request))
    with pytest.raises(pytest.fail.Exception):
        child.main(tmp_path)
    assert order[-1] == "read"
    assert str(child.resource.RLIMIT_AS) in order[:-1]
    assert str(child.resource.RLIMIT_CPU) in order[:-1]
