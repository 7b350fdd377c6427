"""Fault 46: a change of tables fails halfway, or the program is one version ahead of or behind the tables."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import environment

pytestmark = pytest.mark.slow

BEFORE = ("jobs", "0001_initial")
CHANGE = "0002_stopping_history_and_beats"

PROGRAM = """
import json, os, sys
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "clearway.site.settings"
django.setup()
from importlib import import_module
from django.conf import settings
from django.core.management import call_command
from django.db import migrations
from clearway.records.findings import Refused
from clearway.site.upgrades import pending_migrations, upgrade_store
mode, before, change = sys.argv[1], sys.argv[2], sys.argv[3]
if mode == "back":
    call_command("migrate", "jobs", before, verbosity=0)
if mode == "fail":
    def burst(apps, schema_editor):
        raise RuntimeError("in the middle")
    module = import_module(f"clearway.site.jobs.migrations.{change}")
    module.Migration.operations = [*module.Migration.operations[:6], migrations.RunPython(burst)]
told = ""
if mode in ("fail", "upgrade"):
    try:
        upgrade_store(settings.STORE, source="test")
    except Refused as refusal:
        told = f"{refusal.code} {refusal.mend}"
print(json.dumps({"pending": pending_migrations(), "told": told}))
"""


def program(store: Path, mode: str) -> dict:
    """Another run of the program on the store: brought back one step, failing in the middle of a step, or whole."""
    command = [sys.executable, "-c", PROGRAM, mode, BEFORE[1], CHANGE]
    known = environment(CLEARWAY_STORE=str(store))
    done = subprocess.run(command, env=known, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def tables(store: Path) -> list[tuple]:
    with closing(sqlite3.connect(store / "operational.sqlite3")) as database:
        return database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


@pytest.fixture(scope="module")
def behind(founded: Path, tmp_path_factory) -> Path:
    """A store whose tables are one change behind the program."""
    place = tmp_path_factory.mktemp("behind") / "store"
    shutil.copytree(founded, place)
    shutil.copy(founded.with_name("store.key"), place.with_name("store.key"))
    assert program(place, "back")["pending"] == [f"jobs.{CHANGE}"]
    return place


def test_fault_46_a_change_that_fails_halfway_changes_nothing_and_the_next_upgrade_goes_through(behind: Path):
    before = tables(behind)
    failed = program(behind, "fail")
    assert failed["told"].startswith("UPGRADE-FAILED Put the copy")
    assert tables(behind) == before, "half of a change is there"
    assert failed["pending"] == [f"jobs.{CHANGE}"]
    assert program(behind, "upgrade") == {"pending": [], "told": ""}
    assert any(name == "jobs_jobstep" for _, name, _ in tables(behind))


def test_fault_46_what_the_version_before_writes_of_a_job_is_taken_by_the_new_tables(founded: Path, tmp_path: Path):
    copy = tmp_path / "operational.sqlite3"
    with closing(sqlite3.connect(founded / "operational.sqlite3")) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute(
            "INSERT INTO jobs_job (kind, arguments, input_hash, requested_by, organisation_code, requested_at, state,"
            " is_idempotent, attempt, worker, done, unit, error_id, words)"
            " VALUES ('tidy uploads', '{}', 'x', 'job worker', '', '2026-11-22', 'queued', 1, 0, '', 0, '', '', '')"
        )
        assert target.execute("SELECT label, writes, stop_asked_by FROM jobs_job").fetchall() == [("", "", "")]
