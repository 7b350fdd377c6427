"""`clearway publish return` and `plan export --as return`, as people and scripts use them."""

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import clearway, environment
from tests.publications.packs.made_up_board import plan

from clearway.planning.writing import plan_yaml

pytestmark = pytest.mark.slow
ADD = """
import sys; from datetime import date; from pathlib import Path
from clearway.cli.stores import use_store
store = use_store(Path(sys.argv[1]))
from clearway.publications.returns.example import FILE_NAME, TITLE, example_form, example_marking
from clearway.site.organisations.models import Membership
from clearway.site.returns.services.forms import add_return, load_form
founder = Membership.objects.get()
by = Membership.objects.create(person=founder.person, organisation=founder.organisation, role="programme_manager",
                               starts_on=date(2020, 1, 1))
file = load_form(by=by, name=FILE_NAME, content=example_form(), store=store)
add_return(by=by, title=TITLE, asked_by="", due_days=30, file=file, marking=example_marking())
"""


@pytest.fixture(scope="module")
def asked(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live store with a small plan and the example of a return."""
    place = tmp_path_factory.mktemp("asked")
    shutil.copytree(founded, place / "store")
    shutil.copy(founded.with_name("store.key"), place / "store.key")
    (place / "plan.yaml").write_text(plan_yaml(plan()), encoding="utf-8")
    loaded = clearway("plan", "import", place / "plan.yaml", "--store", place / "store")
    assert loaded.code == 0, loaded.err
    command = [sys.executable, "-c", ADD, str(place / "store")]
    subprocess.run(command, check=True, env=environment(), timeout=120)
    return place / "store"


def test_a_return_is_filled_and_what_could_not_be_filled_is_named(run, asked, tmp_path):
    made = run("publish", "return", "--store", asked, "--month", "2025-06", "--out", tmp_path, "--json")
    assert made.code == 0, made.err
    (one,) = made.json["returns"]
    assert (one["quarter"], one["state"]) == ("2025/26 Q1", "a draft, not submitted")
    assert any(each["cells"] == "Summary B15" and "Nobody has answered yet" in each["why"] for each in one["unfilled"])
    sheet = openpyxl.load_workbook(one["file"])["Deliverables"]
    titles = [each.title for each in plan().deliverables]
    assert [sheet.cell(row, 1).value for row in range(4, 4 + len(titles))] == titles


def test_without_a_return_the_command_is_refused_with_what_to_do(run, asked, tmp_path):
    ended = run("publish", "return", "--store", asked, "--month", "2025-06", "--out", tmp_path, "--template", "99")
    assert ended.code == 3
    assert "load its Excel form" in ended.err
    assert run("publish", "return", "--store", asked, "--month", "June", "--out", tmp_path).code == 2


def test_the_rows_of_the_plan_come_out_as_a_tidy_table(run, asked):
    lines = run("plan", "export", "--as", "return", "--store", asked).out.splitlines()
    assert lines[0].startswith("workstream,workstream_title,id,title,status")
    assert len(lines) == 1 + len(plan().deliverables)
    told = run("plan", "export", "--as", "return", "--store", asked, "--json").json
    assert len(told["milestones"]) == sum(len(one.milestones) for one in plan().deliverables)
