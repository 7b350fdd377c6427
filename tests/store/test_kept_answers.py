"""Answers kept beside an analytical version: shared, whole or not there, and gone with their version."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clearway.store.analytical import Version, building, drop_earlier, publish
from clearway.store.kept_answers import KeptAnswers, kept_answers


@pytest.fixture
def version(tmp_path: Path) -> Version:
    return published(tmp_path, b"figures")


def published(folder: Path, content: bytes) -> Version:
    with building(folder) as path:
        path.write_bytes(content)
        return publish(folder, path)


def answers_of(folder: Path, version: Version) -> KeptAnswers:
    found = kept_answers(folder, version)
    assert found is not None
    return found


def test_what_one_process_kept_another_finds(tmp_path: Path, version: Version) -> None:
    answers_of(tmp_path, version).keep("who?", "everybody – 5")
    assert answers_of(tmp_path, version).find("who?") == "everybody – 5"
    assert answers_of(tmp_path, version).find("who else?") is None


def test_a_damaged_answer_is_no_answer(tmp_path: Path, version: Version) -> None:
    answers = answers_of(tmp_path, version)
    answers.keep("how many?", "17")
    (file,) = answers.folder.iterdir()
    file.write_text(file.read_text().replace("17", "71"))
    assert answers.find("how many?") is None
    file.write_bytes(b"\xff\xfe")
    assert answers.find("how many?") is None


def test_a_writer_that_was_killed_leaves_nothing_that_is_read(tmp_path: Path, version: Version, monkeypatch) -> None:
    answers = answers_of(tmp_path, version)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            answers.keep("how many?", "17")
    assert answers.find("how many?") is None
    answers.keep("how many?", "17")
    assert answers.find("how many?") == "17"


def test_many_writers_of_one_answer_leave_one_whole_answer(tmp_path: Path, version: Version) -> None:
    answers, text = answers_of(tmp_path, version), "x" * 100_000
    with ThreadPoolExecutor(8) as writers:
        seen = list(writers.map(lambda _: (answers.keep("q", text), answers.find("q"))[1], range(40)))
    assert set(seen) == {text}
    assert len(list(answers.folder.iterdir())) == 1


def test_answers_go_when_their_version_goes(tmp_path: Path, version: Version) -> None:
    first = answers_of(tmp_path, version)
    first.keep("q", "old")
    second_version = published(tmp_path, b"newer figures")
    second = answers_of(tmp_path, second_version)
    assert second.find("q") is None
    second.keep("q", "new")
    drop_earlier(tmp_path, second_version)
    assert not first.folder.exists()
    assert second.find("q") == "new"
    first.keep("q", "late")
    assert not first.folder.exists()


def test_a_file_built_anew_under_the_same_number_finds_no_answers_of_the_lost_one(
    tmp_path: Path, version: Version
) -> None:
    answers = answers_of(tmp_path, version)
    answers.keep("q", "of the lost file")
    for file in (version.file, version.checksum_file, "current"):
        (tmp_path / file).unlink()
    again = published(tmp_path, b"other figures")
    assert again == version
    assert answers_of(tmp_path, again).find("q") is None
    assert not answers.folder.exists()


def test_without_a_checksum_nothing_is_kept(tmp_path: Path, version: Version) -> None:
    (tmp_path / version.checksum_file).unlink()
    assert kept_answers(tmp_path, version) is None


def test_a_full_disk_costs_the_answer_and_nothing_else(tmp_path: Path, version: Version, monkeypatch) -> None:
    answers = answers_of(tmp_path, version)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clearway.store.kept_answers.tempfile.mkstemp", full)
    answers.keep("q", "a")
    assert answers.find("q") is None
