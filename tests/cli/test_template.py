"""Templates are written once, and what they hold can be read back."""

from pathlib import Path

import pytest

from clearway.intake.indicators.templates import TEMPLATES
from clearway.intake.readers import read_here


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_written_and_reads_back(run, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"{name}.csv"
    assert run("template", name, "--out", out, "--json").json == {
        "template": name,
        "file": str(out),
        "page": TEMPLATES[name].page,
    }
    assert read_here(out).tables["observations"].num_rows > 0
    assert run("template", name, "--out", out).code == 3


def test_templates_are_listed_and_an_unknown_one_is_wrong_use(run, tmp_path: Path) -> None:
    assert [one["name"] for one in run("template", "--json").json["templates"]] == list(TEMPLATES)
    assert run("template", "nothing", "--out", tmp_path / "x.csv").code == 2
    assert run("template", "survey").code == 2
