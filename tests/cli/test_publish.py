"""`clearway publish board-pack` and `plan export --as trust-board`: the files, the answer, and what is refused."""

from pathlib import Path

import pytest
from tests.cli.conftest import clearway
from tests.intake.builders import MonthlyWorkbook
from tests.publications.packs.made_up_board import plan
from tests.publications.packs.paper import pages_of, words_on

from clearway.planning.writing import plan_yaml

pytestmark = pytest.mark.slow
MONTH = "2025-03"
OURS = {"RAA": "RFF", "RBB": "RHQ"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the published figures of two trusts in one month, and a small plan."""
    room = tmp_path_factory.mktemp("publish")
    (room / "plan.yaml").write_text(plan_yaml(plan()), encoding="utf-8")
    book = MonthlyWorkbook()
    for cells in book.cells.values():
        cells.update({place: OURS.get(str(cell), cell) for place, cell in cells.items()})
    for words in (
        ("plan", "import", room / "plan.yaml"),
        ("load", book.save(room / "MARCH-2025-FINAL.xlsx")),
    ):
        ended = clearway(*words, "--store", room / "store")
        assert ended.code == 0, ended.err
    return room / "store"


def publish(store: Path, out: Path, *more: str):
    """The command."""
    return clearway("publish", "board-pack", "--store", store, "--out", out, *more)


def test_a_board_pack_is_written_as_three_files_that_say_they_are_drafts(store, tmp_path):
    ended = publish(store, tmp_path / "packs", "--month", MONTH, "--json")
    assert ended.code == 0, ended.err
    told = ended.json
    assert (told["approval"], told["provisional"], told["synthetic"]) == ("Draft, not approved", False, False)
    assert sorted(told["files"]) == ["pdf", "pptx", "xlsx"]
    pages = pages_of(Path(told["files"]["pdf"]).read_bytes())
    assert all("Draft, not approved" in words_on(page) and told["snapshot"] in words_on(page) for page in pages)
    assert {path.suffix for path in (tmp_path / "packs").iterdir()} == {".pdf", ".pptx", ".xlsx"}


def test_a_month_that_is_not_held_is_refused_and_nothing_is_written(store, tmp_path):
    ended = publish(store, tmp_path / "packs", "--month", "2025-04", "--json")
    assert ended.code == 3
    assert ended.json["refused"]["code"] == "PACK-NO-MONTH"
    assert "The newest before it is of 2025-03." in ended.err
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize(
    "words",
    [("--month", "March"), ("--month", MONTH, "--trust", "RFF", "--audience", "public"),
     ("--month", MONTH, "--audience", "own_trust")],
)  # fmt: skip
def test_words_that_do_not_fit_are_wrong_use(tmp_path, words):
    assert publish(tmp_path / "none", tmp_path, *words).code == 2


@pytest.mark.parametrize("what", ["board-pack", "highlight", "workbook", "public", "newsletter", "return"])
def test_a_file_in_place_of_the_folder_is_refused_before_the_store_is_opened(tmp_path, what):
    (tmp_path / "packs").write_text("", encoding="utf-8")
    words = ("--store", tmp_path / "none", "--month", MONTH, "--out", tmp_path / "packs", "--json")
    ended = clearway("publish", what, *words)
    assert (ended.code, ended.json["refused"]["code"]) == (3, "OUT-IS-FILE")


def test_the_plan_is_told_as_a_trusts_board_reads_it(store):
    told = clearway("plan", "export", "--as", "trust-board", "--trust", "RFF", "--store", store)
    assert told.code == 0, told.err
    assert "## What Barnsley does in the plan" in told.out
    assert "| Faster reports | Imaging lead, Barnsley Hospital NHS Foundation Trust | Late |" in told.out
    plain = clearway("plan", "export", "--as", "trust-board", "--store", store, "--json").json
    assert plain["pages"][0]["heading"] == "Where the plan stands"
    assert clearway("plan", "export", "--as", "grid", "--trust", "RFF", "--store", store).code == 2


def test_the_workbook_is_written_with_a_sheet_for_each_table(store: Path, tmp_path: Path) -> None:
    made = clearway("publish", "workbook", "--store", store, "--month", MONTH, "--out", tmp_path, "--json")
    assert made.code == 0, made.err
    assert Path(made.json["file"]).name == "workbook-march-2025.xlsx"
    assert made.json["sheets"]["Waits"] > 0
    assert clearway("publish", "workbook", "--store", store, "--month", "March", "--out", tmp_path).code == 2


def test_the_highlight_report_has_a_page_for_each_workstream(store: Path, tmp_path: Path) -> None:
    made = clearway("publish", "highlight", "--store", store, "--month", MONTH, "--out", tmp_path, "--json")
    assert made.code == 0, made.err
    assert set(made.json["files"]) == {"pdf", "pptx", "xlsx"}
    assert {one.title for one in plan().workstreams if one.deliverables} <= set(made.json["pages"])
