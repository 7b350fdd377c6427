"""`clearway profiles …`, and loading by a profile: named, from a file, or remembered for the sender."""

from pathlib import Path

import pytest

from clearway.demo.tracker_exports import TRACKER_EXPORTS
from clearway.demo.tracker_samples import sample_file

WORDS, TIMESTAMPS, _ = TRACKER_EXPORTS


@pytest.fixture
def export(tmp_path) -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes(sample_file(WORDS))
    return path


def test_profiles_are_listed_shown_and_exported(run):
    assert {one["profile"] for one in run("profiles", "list", "--json").json["profiles"]} >= {"tracker-words"}
    shown = run("profiles", "show", "tracker-words")
    assert "priority_type: Priority of referral (3 codes mapped)" in shown.out
    assert run("profiles", "export", "tracker-words").out.startswith("profile: tracker-words\n")
    missing = run("profiles", "show", "no-such")
    assert missing.code == 3
    assert "tracker-words" in missing.err


def test_a_proposal_is_written_tried_and_loaded_with(run, export, tmp_path):
    proposal = tmp_path / "ours.yaml"
    proposed = run("profiles", "propose", export, "--out", proposal)
    assert proposed.code == 0, proposed.err
    assert "crtp_start ← Referral received" in proposed.err
    tried = run("profiles", "try", export, "--profile", proposal, "--json")
    assert (tried.code, tried.json["accepted"], tried.json["rejected"]) == (0, 60, 0)
    assert tried.json["rows"][0]["cells"]["priority_type"][1] in {"1", "2", "3"}
    assert "nhs_number" not in tried.json["rows"][0]["cells"]
    loaded = run("load", export, "--store", tmp_path / "s", "--kind", "demo", "--source", proposal, "--json")
    assert (loaded.code, loaded.json["accepted"]) == (0, 60), loaded.err


def test_what_is_left_open_ends_a_proposal_with_1(run, tmp_path):
    path = tmp_path / "export.tsv"
    path.write_bytes(sample_file(TIMESTAMPS))
    proposed = run("profiles", "propose", path)
    assert proposed.code == 1
    assert "You decide: Which organisation codes have BARNS-GEN" in proposed.err


def test_an_unknown_layout_is_told_how_to_make_a_profile_and_a_remembered_one_is_used(run, export, tmp_path):
    store = tmp_path / "s"
    refused = run("load", export, "--store", store, "--kind", "demo", "--organisation", "RFF")
    assert refused.code == 3
    assert "pound sign" in refused.err
    assert "clearway profiles propose FILE" in refused.err
    profile = tmp_path / "ours.yaml"
    profile.write_text(
        run("profiles", "export", "tracker-words").out.replace("profile: tracker-words", "profile: ours")
    )
    added = run("profiles", "add", profile, "--store", store, "--organisation", "RFF", "--json")
    assert added.json["profile"] == "RFF.ours", added.err
    loaded = run("load", export, "--store", store, "--organisation", "RFF", "--json")
    assert loaded.json["accepted"] == 60, loaded.err
    assert "ours@1 that is remembered for RFF" in loaded.err
    again = run("load", export, "--store", store, "--organisation", "RFF", "--source", "RFF.ours", "--json")
    assert again.json["duplicate_of"] == loaded.json["submission"]
