"""A small program with known weak tests: what they notice and what they let pass is told, with file and line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.equivalents import LIST, Stale, load_equivalents, without_equivalents
from tests.mutation.mutants import mutants_of
from tests.mutation.report import Score, drawn, interval
from tests.mutation.sets import ROOT, ModuleSet, load_sets

PROGRAM = """
from functools import cache

LIMIT = 28


@cache
def limit():
    return LIMIT * 1


def is_within(days):
    return days <= limit()


def first_multiple(of, above):
    found = 0
    while found <= above:
        found += of
    return found


def unused():
    return 1 + 2


def doubled(number):
    return number * 2
"""
TESTS = """
import pytest
from small.wait import LIMIT, doubled, first_multiple, is_within, limit

TWICE = doubled(4)


@pytest.fixture(scope="module")
def kept():
    return limit()


def test_the_limit(kept):
    assert kept == 28


def test_far_from_the_limit():
    assert is_within(3)
    assert not is_within(90)


def test_what_was_worked_out_while_the_tests_were_read():
    assert TWICE == 8


def test_the_first_multiple():
    assert first_multiple(4, 9) == 12
"""
RUN = """
import sys
from pathlib import Path
from tests.mutation.report import score_of, survivors
from tests.mutation.sets import ModuleSet
from tests.mutation.verdicts import verdicts_on

root = Path.cwd()
modules = ModuleSet("small", 0.5, (root / "src" / "small" / "wait.py",), ("checks",))
verdicts = verdicts_on(modules, modules.mutants(), 2)
print(*survivors(verdicts, root), score_of(modules, verdicts).words, sep="\\n")
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> list[str]:
    folder = tmp_path_factory.mktemp("project")
    (folder / "src" / "small").mkdir(parents=True)
    (folder / "checks").mkdir()
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "src" / "small" / "__init__.py").write_text("")
    (folder / "src" / "small" / "wait.py").write_text(PROGRAM)
    (folder / "checks" / "test_wait.py").write_text(TESTS)
    paths = os.pathsep.join([str(folder / "src"), str(ROOT)])
    run = subprocess.run(
        [sys.executable, "-c", RUN], cwd=folder, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


@pytest.mark.slow
def test_what_no_test_notices_is_told_with_its_file_and_line(told):
    survived = [line for line in told if line.startswith("src/small/wait.py:")]
    assert told[-1].startswith("small: 58.8% reaches the bar of 50%: 10 of 17 faults were noticed (1 because")
    assert [line.partition(": ")[2] for line in survived] == [
        "limit: LIMIT * 1 -> LIMIT / 1 [4 tests run it]",
        "is_within: days <= limit() -> days < limit() [1 tests run it]",
        "first_multiple: found <= above -> found < above [1 tests run it]",
        "unused: return 1 + 2 -> return None [no quick test runs it]",
        "unused: 1 + 2 -> 1 - 2 [no quick test runs it]",
        "unused: 1 -> 2 [no quick test runs it]",
        "unused: 2 -> 3 [no quick test runs it]",
    ]
    assert survived[0].startswith("src/small/wait.py:9: ")


def test_a_score_reaches_its_bar_or_is_below_it():
    modules = ModuleSet("small", 0.9, (), ())
    assert Score(modules, 10, 9, 1, 10).is_enough
    assert "reaches the bar of 90%: 9 of 10" in Score(modules, 10, 9, 1, 10).words
    assert not Score(modules, 100, 89, 0, 100).is_enough
    assert "is BELOW" in Score(modules, 100, 89, 0, 100).words


def test_a_sample_is_always_the_same_and_says_between_what_the_whole_lies(tmp_path):
    path = tmp_path / "some.py"
    path.write_text("x = [" + ", ".join(map(str, range(50))) + "]\n")
    mutants = mutants_of(path)
    sample = drawn(mutants, 10)
    assert [one.name for one in sample] == [one.name for one in drawn(mutants_of(path), 10)]
    assert [one.line for one in sample] == sorted(one.line for one in sample)
    assert len(sample) == 10
    assert drawn(mutants, 0) == drawn(mutants, 50) == mutants
    assert [round(end, 4) for end in interval(81, 263)] == [0.2553, 0.3662], "an example of Newcombe (1998)"
    words = Score(ModuleSet("small", 0.9, (), ()), 263, 81, 0, 2_000).words
    assert words.endswith("a sample of 2000: of all of them between 25.5% and 36.6% (95%)")


def test_every_set_has_modules_and_a_bar():
    sets = load_sets()
    bars = {name: one.bar for name, one in sets.items()}
    assert bars == {"standards": 0.9, "disclosure": 0.9, "permissions": 0.85, "audit": 0.85}
    assert all(one.sources and one.tests for one in sets.values())


def test_a_set_that_names_what_is_not_there_is_an_error(tmp_path):
    table = tmp_path / "modules.toml"
    table.write_text('[one]\nbar = 0.9\nsources = ["src/gone.py"]\ntests = ["tests"]\n')
    with pytest.raises(FileNotFoundError, match=r"src/gone\.py"):
        load_sets(table)


def test_every_mutant_that_does_the_same_is_still_one_and_has_a_reason():
    known = load_equivalents()
    for modules in load_sets().values():
        without_equivalents(modules.mutants(), known)
    paths = {module for module, _ in known}
    assert all((ROOT / path).is_file() for path in paths), LIST.name


def test_a_mutant_that_does_the_same_is_left_out_and_missed_when_it_is_gone(tmp_path):
    path = tmp_path / "some.py"
    path.write_text("def f(a):\n    return a + 1\n")
    mutants = mutants_of(path)
    left = without_equivalents(mutants, {("some.py", "f: a + 1 -> a - 1"): "a reason"}, tmp_path)
    assert [one.after for one in left] == ["return None", "2"]
    with pytest.raises(Stale, match=r"a \* 1"):
        without_equivalents(mutants, {("some.py", "f: a * 1 -> a / 1"): "a reason"}, tmp_path)


def test_a_mutant_is_not_called_the_same_without_a_reason(tmp_path):
    told = tmp_path / "equivalent.yaml"
    told.write_text("src/some.py:\n  'f: 1 -> 2': ''\n")
    with pytest.raises(ValueError, match="say why"):
        load_equivalents(Path(told))
