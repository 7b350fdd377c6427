"""`clearway plan read`, as people and scripts use it."""

import csv
from pathlib import Path

HELD_OUT = Path(__file__).resolve().parents[1] / "planning" / "documents" / "held_out"


def test_each_proposal_is_printed_beside_its_sentence_and_said_to_be_unconfirmed(run):
    told = run("plan", "read", HELD_OUT / "improvement-plan.docx")
    assert told.code == 0
    assert "owner: Radiology Service Manager, date: 2026-09, target: 7 days" in told.out
    assert "Reduce the wait for CT-guided lung biopsy from 19 days to 7 days" in told.out
    assert "confirmed by nobody" in told.err


def test_the_file_has_the_same_proposals_and_a_column_for_the_answer(run, tmp_path):
    out = tmp_path / "proposals.csv"
    told = run("plan", "read", HELD_OUT / "board-minutes.txt", "--json", "--csv", out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    rows = [row for row in rows if row["sentence"]]
    assert [row["action"] for row in rows] == [one["action"] for one in told.json["proposals"]]
    assert {row["answer"] for row in rows} == {""}


def test_a_file_that_is_no_document_is_refused_with_code_3(run, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 60)
    told = run("plan", "read", path, "--json")
    assert (told.code, told.json["refused"]["code"]) == (3, "FILE_KIND")


def test_a_file_that_is_not_there_is_wrong_use(run, tmp_path):
    assert run("plan", "read", tmp_path / "none.pdf").code == 2
