"""Fault 42: a read-only disk or wrong permissions at the start. Clearway refuses and says which path."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clearway.records.findings import Refused
from clearway.store.folder import StoreKind, create_store, open_store

NOBODY = 65534
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def refused_as_nobody(action: Callable[[], object]) -> str:
    """What an unprivileged process is told: its refusal's code and words, or what it got instead."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            action()
            words = "not refused"
        except Refused as refusal:
            words = f"{refusal.code} {refusal}"
        except BaseException as other:
            words = repr(other)
        os.write(writing, words.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        return answer.read()


@pytest.fixture
def open_place(tmp_path: Path) -> Path:
    """A folder that everybody can reach."""
    for folder in (tmp_path, *list(tmp_path.parents)[:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path


def test_fault_42_a_store_of_somebody_else_is_refused_and_named(open_place):
    place = open_place / "store"
    store = create_store(place, kind=StoreKind.DEMO, alliance="E56000025")
    place.chmod(0o555)
    (place / "store.json").chmod(0o444)
    words = refused_as_nobody(lambda: open_store(place))
    assert words.startswith("STORE-UNWRITABLE")
    assert str(place) in words
    assert store.path.stat().st_mode


def test_fault_42_a_description_that_cannot_be_read_is_refused_and_named(open_place):
    place = open_place / "store"
    create_store(place, kind=StoreKind.DEMO, alliance="E56000025")
    place.chmod(0o755)
    (place / "store.json").chmod(0o000)
    words = refused_as_nobody(lambda: open_store(place))
    assert words.startswith("STORE-UNREADABLE")
    assert str(place / "store.json") in words


def test_fault_42_a_folder_that_cannot_be_made_is_refused_and_named(open_place):
    place = open_place / "locked" / "store"
    place.parent.mkdir(mode=0o555)
    words = refused_as_nobody(lambda: create_store(place, kind=StoreKind.DEMO, alliance="E56000025"))
    assert words.startswith("STORE-UNWRITABLE")
    assert str(place) in words


def test_fault_42_a_read_only_disk_is_found_by_writing_whatever_the_permissions_say(tmp_path, monkeypatch):
    place = tmp_path / "store"
    create_store(place, kind=StoreKind.DEMO, alliance="E56000025")

    def read_only(*_arguments: object, **_more: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.TemporaryFile", read_only)
    with pytest.raises(Refused, match="Read-only file system") as refusal:
        open_store(place)
    assert str(place) in refusal.value.reason
