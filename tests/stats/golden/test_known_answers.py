"""The known answers of the specification, each file a test of its own; and other numbers must be told apart."""

import shutil
from pathlib import Path

import pytest
from tests.shared import shared_path

from clearway.stats.golden import CHECKERS, run_folder

FILES = sorted({checker.files for checker in CHECKERS})


@pytest.mark.parametrize("files", FILES, ids=lambda files: files[-1])
def test_our_functions_give_the_known_answers(files: tuple[str, ...], tmp_path: Path) -> None:
    for name in files:
        shutil.copyfile(shared_path(f"golden/{name}"), tmp_path / name)
    report = run_folder(tmp_path)
    assert report.passed > 0
    assert [str(one) for one in report.failures] == []
