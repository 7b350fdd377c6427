"""`clearway audit`: a digest that was kept elsewhere, held against the database."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.slow


def test_a_digest_kept_elsewhere_tells_whether_the_trail_is_what_it_was(run, founded, tmp_path):
    store, kept = tmp_path / "store", tmp_path / "kept.json"
    shutil.copytree(founded, store)
    shutil.copy(founded.with_name("store.key"), store.with_name("store.key"))
    today = datetime.now(UTC).date().isoformat()
    made = run("audit", "digest", "--store", store, "--day", today, "--out", kept)
    assert made.code == 0, made.err
    assert run("audit", "digest", "--store", store, "--day", today, "--out", kept).code == 3
    whole = run("audit", "check", kept, "--store", store, "--json")
    assert (whole.code, whole.json["problems"]) == (0, [])
    with closing(sqlite3.connect(store / "operational.sqlite3")) as database, database:
        database.execute("UPDATE audit_event SET hash = ? WHERE sequence = 1", ["a" * 64])
    changed = run("audit", "check", kept, "--store", store)
    assert changed.code == 1
    assert "audit event 1: event 1 is not what the digest of" in changed.out
    kept.write_text(json.dumps({**json.loads(kept.read_text()), "events": 99}))
    assert run("audit", "check", kept, "--store", store).code == 3
