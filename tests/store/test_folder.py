"""A store folder: its kind for ever, its key outside, and every reason not to open it in words."""

import json
import os
import stat
from pathlib import Path

import pytest

from clearway.records.findings import Refused
from clearway.store.folder import (
    FORMAT_VERSION,
    StoreKind,
    create_store,
    mark_upgraded,
    open_store,
    read_store,
    store_exists,
)
from clearway.store.keys import KEY_FILE_VARIABLE, StoreKey, create_key, read_key


@pytest.fixture(autouse=True)
def _no_key_named(monkeypatch):
    monkeypatch.delenv(KEY_FILE_VARIABLE, raising=False)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "store"


def make(place: Path, kind: StoreKind = StoreKind.LIVE):
    return create_store(place, kind=kind, alliance="E56000025")


def rewrite(place: Path, **changes: object) -> None:
    description = place / "store.json"
    description.write_text(json.dumps(json.loads(description.read_text()) | changes))


def refusal(place: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        open_store(place)
    return caught.value


@pytest.mark.parametrize("kind", list(StoreKind))
def test_a_store_keeps_the_kind_it_was_made_with(place, kind):
    made = make(place, kind)
    assert open_store(place) == made
    assert (made.kind, made.format_version, made.alliance) == (kind, FORMAT_VERSION, "E56000025")
    with pytest.raises(Refused, match="holds a store already"):
        make(place, StoreKind.DEMO)
    assert open_store(place).kind is kind


def test_the_key_lies_outside_the_folder_and_is_its_owners_alone(place):
    store = make(place)
    assert store.key_file == place.with_name("store.key")
    assert stat.S_IMODE(store.key_file.stat().st_mode) == 0o600
    secret = store.key().master.hex()
    assert not any(secret in file.read_text() for file in place.rglob("*") if file.is_file())
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_the_key_can_be_kept_elsewhere(place, tmp_path, monkeypatch):
    monkeypatch.setenv(KEY_FILE_VARIABLE, str(tmp_path / "safe.key"))
    assert make(place).key_file == tmp_path / "safe.key"
    assert not place.with_name("store.key").exists()


def test_each_purpose_has_a_key_of_its_own_and_always_the_same(place):
    key = make(place).key()
    purposes = {key.for_purpose(name) for name in ("pseudonym", "audit", "sessions")}
    assert len(purposes) == 3
    assert key.for_purpose("audit") == open_store(place).key().for_purpose("audit")
    assert key.for_purpose("audit") != StoreKey("other", b"x" * 32).for_purpose("audit")


def test_a_key_does_not_show_itself(place):
    assert make(place).key().master.hex() not in repr(make(place.with_name("other")).key())
    assert "master" not in repr(open_store(place).key())


def test_a_key_that_is_there_is_never_replaced(tmp_path):
    first = create_key(tmp_path / "a.key")
    assert create_key(tmp_path / "a.key") == first


def test_a_folder_with_something_else_in_it_is_not_made_a_store(place):
    place.mkdir()
    (place / "thesis.docx").write_text("x")
    with pytest.raises(Refused, match="not an empty folder"):
        make(place)
    assert not store_exists(place)
    assert not place.with_name("store.key").exists()


def test_no_store_says_how_to_make_one(place):
    assert "clearway demo" in refusal(place).mend


def test_an_older_format_names_the_command_and_a_newer_one_the_program(place):
    make(place)
    rewrite(place, format_version=FORMAT_VERSION - 1)
    assert f"clearway upgrade --store {place}" in refusal(place).mend
    assert mark_upgraded(read_store(place)).format_version == FORMAT_VERSION
    assert open_store(place).format_version == FORMAT_VERSION
    rewrite(place, format_version=FORMAT_VERSION + 1)
    assert refusal(place).code == "STORE-NEWER"


@pytest.mark.parametrize("words", ["", "{", '{"kind": "test"}', "[]", '{"kind": "demo", "format_version": "one"}'])
def test_a_damaged_description_is_told_from_a_missing_one(place, words):
    make(place)
    (place / "store.json").write_text(words)
    assert refusal(place).code == "STORE-DAMAGED"


def test_a_missing_key_another_stores_key_and_an_open_key_are_each_told(place):
    store = make(place)
    key = store.key_file.read_text()
    store.key_file.unlink()
    assert refusal(place).code == "STORE-KEY-MISSING"
    create_key(store.key_file)
    assert refusal(place).code == "STORE-KEY-OTHER"
    store.key_file.write_text(key)
    store.key_file.chmod(0o640)
    assert "chmod 600" in refusal(place).mend
    store.key_file.chmod(0o600)
    assert open_store(place) == store


@pytest.mark.parametrize("words", ["", "{}", '{"id": "a", "key": "zz"}', '{"id": "a", "key": "00"}', "[1]"])
def test_a_key_file_that_is_no_key_is_refused_without_being_shown(tmp_path, words):
    path = tmp_path / "a.key"
    path.write_text(words)
    path.chmod(0o600)
    with pytest.raises(Refused) as caught:
        read_key(path)
    assert caught.value.code == "STORE-KEY-UNREADABLE"


@pytest.mark.parametrize("pointer", ["version-000007", "version-000007.duckdb\n"])
def test_the_snapshot_is_the_version_that_current_points_to(place, pointer):
    store = make(place)
    assert store.snapshot() is None
    (store.analytical / "current").write_text(pointer)
    assert store.snapshot() == "version-000007"


def test_the_snapshot_may_be_a_link(place):
    store = make(place)
    (store.analytical / "current").symlink_to("version-000003.duckdb")
    assert store.snapshot() == "version-000003"


def test_a_relative_path_is_the_same_store_from_everywhere(place, monkeypatch):
    make(place)
    monkeypatch.chdir(place.parent)
    assert open_store(Path("store")).path == place
    assert os.path.isabs(open_store(Path("store")).operational)
