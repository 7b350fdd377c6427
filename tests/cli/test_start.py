"""Asking for help is quick: nothing heavy is imported for it."""

import json
import resource
import subprocess
import sys

import pytest
from tests.cli.conftest import installed

HEAVY = ("django", "duckdb", "numpy", "pyarrow", "jinja2", "scipy", "yaml")
MOST_CPU_SECONDS = 1.0
"""Twice what is asked for, and several times what it takes, so that a busy machine does not matter."""

ASK = """
import contextlib, io, json, sys
from clearway.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["waits", "--help"], ["--version"]], ids=" ".join)
def test_help_and_version_import_nothing_heavy_and_take_little(arguments: list[str]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run([sys.executable, "-c", ASK, *arguments], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert not set(HEAVY) & set(json.loads(ended.stdout))
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < MOST_CPU_SECONDS


def test_the_installed_command_starts_from_nothing_answers_and_ends_as_it_should() -> None:
    shown = installed("measures", "show", "CWT-62D", "--json")
    assert (shown.code, json.loads(shown.out)["id"], shown.err) == (0, "CWT-62D", "")
    assert installed("no-such-command").code == 2
