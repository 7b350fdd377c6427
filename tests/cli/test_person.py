"""`clearway person export`: a file for its owner alone, asked for with a number that stands on no command line."""

import stat
import zipfile
from pathlib import Path

import pytest
from tests.intake.builders import csv_file, records

pytestmark = pytest.mark.slow

NUMBER = "9434765919"


def test_the_archive_is_written_for_its_owner_alone_and_only_a_lead_gets_one(run, store: Path, tmp_path: Path):
    sent = csv_file(tmp_path, records({"nhs_number": NUMBER}), "march.csv")
    assert run("load", sent, "--store", store, "--organisation", "RZA", "--month", "2025-03").code == 0
    asked = tmp_path / "number.txt"
    asked.write_text(f"{NUMBER}\n")
    out = tmp_path / "person.zip"
    export = ("person", "export", "--number-file", asked, "--reason", "request 2026/31", "--out", out, "--store", store)
    refused = run(*export)
    assert refused.code == 3
    assert not out.exists()
    made = run(
        "people", "add", "lead@example.org", "--name", "Lee Lead", "--role", "information_governance_lead",
        "--organisation", "E56000025", "--store", store,
    )  # fmt: skip
    assert made.code == 0, made.err
    taken = run(*export, "--as", "lead@example.org", "--json")
    assert taken.code == 0, taken.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with zipfile.ZipFile(out) as archive:
        assert len(archive.namelist()) == taken.json["lists"] + 1
        assert NUMBER in "".join(archive.read(name).decode() for name in archive.namelist())
    again = run(*export, "--as", "lead@example.org")
    assert again.code == 3
    assert "there already" in again.err
