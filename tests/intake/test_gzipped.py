"""A text packed with gzip is read like the text itself, and only while it keeps within the limits."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from clearway.intake.gzipped import name_inside, unpacked_text
from clearway.intake.limits import DEFAULT, MEGABYTE
from clearway.intake.readers import read_here, sha256_of
from clearway.records.findings import Refused
from tests.intake.builders import csv_file, records


def packed(path: Path, content: bytes) -> Path:
    path.write_bytes(gzip.compress(content))
    return path


def test_a_packed_file_reads_like_the_file_inside_and_keeps_the_name_and_bytes_that_were_sent(tmp_path: Path) -> None:
    plain = csv_file(tmp_path, records({}, {}))
    sent = packed(tmp_path / "march.csv.gz", plain.read_bytes())
    reading = read_here(sent)
    assert reading.tables["records"].equals(read_here(plain).tables["records"])
    assert (reading.source.file_name, reading.source.sha256) == ("march.csv.gz", sha256_of(sent))
    assert reading.source.byte_count == sent.stat().st_size


def test_nothing_unpacked_stays_on_the_disk(tmp_path: Path) -> None:
    sent = packed(tmp_path / "a.csv.gz", b"a,b\n1,2\n")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with unpacked_text(sent, sent.name, DEFAULT, scratch) as (inside, name):
        assert (inside.read_bytes(), name) == (b"a,b\n1,2\n", "a.csv")
        assert list(scratch.iterdir())
    assert not list(scratch.iterdir())


def test_members_packed_one_after_the_other_are_one_text(tmp_path: Path) -> None:
    sent = tmp_path / "two.csv.gz"
    sent.write_bytes(gzip.compress(b"a,b\n") + gzip.compress(b"1,2\n"))
    with unpacked_text(sent, sent.name, DEFAULT) as (inside, _):
        assert inside.read_bytes() == b"a,b\n1,2\n"


def refused(path: Path, limits: object = DEFAULT) -> Refused:
    with pytest.raises(Refused) as caught, unpacked_text(path, path.name, limits):  # type: ignore[arg-type]
        pass
    return caught.value


def test_a_bomb_is_stopped_at_the_limit_of_its_size(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.csv.gz", b"0" * (60 * MEGABYTE))
    words = refused(bomb)
    assert words.code == "ZIP_SIZE"
    assert f"more than {100 * bomb.stat().st_size:,} bytes" in words.reason


def test_a_file_within_its_ratio_is_still_stopped_at_the_ceiling_of_all_files(tmp_path: Path) -> None:
    sent = packed(tmp_path / "big.csv.gz", b"a,b\n" + b"0" * 5000)
    assert refused(sent, replace(DEFAULT, unpacked_bytes=4000)).code == "ZIP_SIZE"


@pytest.mark.parametrize("cut", [12, 3])
def test_a_packed_file_that_was_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    sent = packed(tmp_path / "cut.csv.gz", b"a,b\n" * 500)
    sent.write_bytes(sent.read_bytes()[:-cut])
    assert refused(sent).code == "DAMAGED"


def test_a_packed_file_whose_bytes_changed_is_refused(tmp_path: Path) -> None:
    sent = packed(tmp_path / "changed.csv.gz", b"a,b\n" * 500)
    content = bytearray(sent.read_bytes())
    content[-6] ^= 1
    sent.write_bytes(content)
    assert refused(sent).code == "DAMAGED"


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (gzip.compress(b"a,b\n"), "inside, it is a gzip archive"),
        (b"PK\x05\x06" + b"\0" * 18, "a zip archive"),
        (b"", "empty"),
    ],
    # Named here, as what packing gives holds the time of packing: a name from it would differ from worker to worker.
    ids=["gzip", "zip", "empty"],
)
def test_what_is_packed_inside_a_packed_file_is_never_unpacked(tmp_path: Path, inside: bytes, words: str) -> None:
    caught = refused(packed(tmp_path / "nested.csv.gz", inside))
    assert caught.code == "FILE_KIND"
    assert words in caught.reason


def test_the_name_inside_loses_only_the_ending_of_the_packing() -> None:
    assert [name_inside(name) for name in ("a.csv.gz", "a.GZ", "a.csv")] == ["a.csv", "a", "a.csv"]
