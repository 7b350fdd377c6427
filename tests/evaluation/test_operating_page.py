"""The page of operating characteristics is of the shapes, the seed and the method as they are now."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "evaluation-operating-characteristics.md"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = spec_from_file_location("operating_characteristics", ROOT / "scripts" / "write_operating_characteristics.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(title: str) -> list[list[str]]:
    """The rows below the heading of a section's table."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def part(cell: str) -> float:
    return float(cell.removesuffix("%")) / 100


def test_the_page_names_the_seed_the_date_and_the_shapes_that_it_was_made_with(script: ModuleType) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert f"seed {script.SEED}" in text
    assert script.METHOD_OF in text
    for shape in (*script.REAL_SHAPES, script.SIXTY_TWO_DAY_ALLIANCE):
        assert f"| {shape.name} | {shape.people:,} | {shape.share:.0%} | {shape.spread} |" in text


def test_no_false_claims_beyond_the_stated_rate_stand_on_the_page(script: ModuleType) -> None:
    rows = rows_of("False claims")
    assert len(rows) == len(script.REAL_SHAPES) * len(script.LENGTHS)
    most = 0.05 + 3 * np.sqrt(0.05 * 0.95 / script.DRAWS)
    assert all(part(row[2]) <= most for row in rows)
    assert all(
        part(row[1]) <= most for row in ([one[0], one[2]] for one in rows_of("Judged together")) if "%" in row[1]
    )


def test_the_power_of_what_is_named_before_stands_on_the_page_for_each_shape_and_length(script: ModuleType) -> None:
    rows = rows_of("The change named before the date")
    assert len(rows) == 16
    far_from_all = [part(row[3]) for row in rows if row[0].startswith(("62 days", "28 days"))]
    assert min(far_from_all) >= 0.8 - 3 * np.sqrt(0.8 * 0.2 / script.POWER_DRAWS)


def test_the_script_writes_percentages_points_and_tables(script: ModuleType) -> None:
    assert (script.part(0.0512), script.points(0.031), script.points(float("inf"))) == (
        "5.1%",
        "3.1 points",
        "none possible",
    )
    assert script.table(("a", "b"), iter([("1", "2")])) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
    assert re.match(r"\d+ \w+ \d{4}$", script.METHOD_OF)
