"""`clearway publish public` and `publish newsletter`: the files, the answer, and what is refused."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import clearway
from tests.intake.builders import MonthlyWorkbook

pytestmark = pytest.mark.slow
MONTH = "2025-03"
OURS = {"RAA": "RFF", "RBB": "RHQ"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the published figures of two trusts in one month."""
    room = tmp_path_factory.mktemp("public")
    book = MonthlyWorkbook()
    for cells in book.cells.values():
        cells.update({place: OURS.get(str(cell), cell) for place, cell in cells.items()})
    ended = clearway("load", book.save(room / "MARCH-2025-FINAL.xlsx"), "--store", room / "store")
    assert ended.code == 0, ended.err
    return room / "store"


def publish(what: str, store: Path, out: Path, *more: str):
    """One of the two commands."""
    return clearway("publish", what, "--store", store, "--out", out, *more)


def test_the_public_page_of_one_trust_is_written_as_a_web_page_and_as_text(store, tmp_path):
    ended = publish("public", store, tmp_path, "--month", MONTH, "--place", "RFF", "--json")
    assert ended.code == 0, ended.err
    told = json.loads(ended.out)
    assert told["release"] is None
    (page,) = told["pages"]
    names = [Path(one).name for one in page["files"]]
    assert names == ["cancer-care-in-barnsley-hospital.html", "cancer-care-in-barnsley-hospital.txt"]
    text = Path(page["files"][1]).read_text(encoding="utf-8")
    assert "How long people wait, in March 2025." in text
    assert "What is planned" not in text


def test_a_newsletter_is_written_as_a_draft_with_its_checks(store, tmp_path):
    ended = publish("newsletter", store, tmp_path, "--month", MONTH, "--json")
    assert ended.code == 0, ended.err
    told = json.loads(ended.out)
    assert sorted(Path(one).suffix for one in told["files"]) == [".html", ".pdf", ".txt"]
    assert {one["outcome"] for one in told["checks"]} <= {"passed", "noted"}
    assert "Draft, not approved" in (tmp_path / "newsletter-march-2025.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "more", "code", "said"),
    [
        ("public", ("--month", "2024-01"), 3, "No published figures of 2024-01"),
        ("public", ("--month", MONTH, "--place", "RJ1"), 3, "No public page is about RJ1"),
        ("public", ("--month", "March"), 2, "2025-03"),
        ("newsletter", ("--month", "2024-01"), 3, "January 2024"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(what, more, code, said, store, tmp_path):
    ended = publish(what, store, tmp_path, *more)
    assert ended.code == code
    assert said in ended.err
