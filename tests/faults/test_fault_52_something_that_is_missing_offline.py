"""Fault 52: a library or code list is missing, and no network. Clearway starts; what needs it says what is missing."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import environment

pytestmark = pytest.mark.slow

WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {missing!r}:
            raise ModuleNotFoundError("No module named " + repr(name), name=name)
sys.meta_path.insert(0, Missing())
from clearway.cli import main
sys.argv = ["clearway", *sys.argv[1:]]
main()
"""


def run_without(missing: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    code = WITHOUT.format(missing=(missing,))
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=120,
    )


@pytest.mark.parametrize("missing", ["vl_convert", "xlsxwriter", "python_calamine", "pyspark", "rich"])
def test_fault_52_clearway_starts_without_a_library_that_one_feature_needs(missing: str, store: Path):
    assert run_without(missing, "--help").returncode == 0
    ended = run_without(missing, "submissions", "--store", store, "--json")
    assert ended.returncode == 0, ended.stderr


def test_fault_52_what_needs_a_missing_library_is_refused_and_names_it(store: Path, tmp_path: Path):
    from tests.intake.builders import MonthlyWorkbook

    workbook = MonthlyWorkbook().save(tmp_path / "MARCH-2025-FINAL.xlsx")
    ended = run_without("python_calamine", "load", workbook, "--store", store, "--json")
    assert ended.returncode == 3, ended.stderr
    assert "python_calamine" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_fault_52_a_code_list_that_is_missing_is_named(tmp_path: Path):
    code = (
        "from pathlib import Path; import clearway.standards.codes as codes; from clearway.standards import load;"
        "import sys; from clearway.standards.errors import StandardsError;"
        "real = Path.read_text\\n"
        "def gone(self, *a, **k):\\n"
        "    if 'codes' in self.parts and self.suffix == '.yaml':\\n"
        "        raise FileNotFoundError(2, 'No such file or directory', str(self))\\n"
        "    return real(self, *a, **k)\\n"
        "Path.read_text = gone\\n"
        "try:\\n    load.load_rule_book()\\n"
        "except Exception as error:\\n    print(type(error).__name__, error)\\n"
    ).replace("\\n", "\n")
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ".yaml" in ended.stdout, ended.stderr
