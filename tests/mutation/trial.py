"""One set of tests, collected once: which test runs which line, and which test notices which mutant.

A mutant in the body of a function is tried in a child of the process that has collected the tests: the function gets
the code with the fault, what functions remember is forgotten, and the tests that run its lines are run.
"""

import functools
import gc
import inspect
import os
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutation.mutants import Mutant

ARGUMENTS = (
    *("--capture=no", "-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # Hypothesis is imported before pytest begins
)
WITHOUT_SITE = (
    *("-p", "no:django", "-o", "addopts=--import-mode=importlib"),
    *("-W", "ignore::pytest.PytestConfigWarning"),  # the settings of Django are unknown then
)
"""For tests of the core: making the site ready takes two seconds, for every module that is imported anew."""
EXAMPLES = 30
"""Random examples for a property that does not name a number; always the same ones."""

settings.register_profile(
    "mutation",
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the tests do without a fault.

    `seconds` each test takes; `runs`, for a file and a line, the tests that run it; `uses`, those that may use what an
    earlier test of their file got by running it, because it is remembered; `imported`, the lines that imports run;
    `failed`, tests that fail.
    """

    seconds: dict[str, float]
    runs: dict[str, dict[int, set[str]]]
    uses: dict[str, dict[int, set[str]]]
    imported: dict[str, set[int]]
    failed: list[str]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that run the statement of a mutant, the quickest first; after them those that use what it gave."""
        run_it, use_it = (
            {test for line in mutant.lines for test in of_lines.get(str(mutant.path), {}).get(line, ())}
            for of_lines in (self.runs, self.uses)
        )
        return [*self.quickest(run_it), *self.quickest(use_it - run_it)]

    def tests_of_file(self, path: Path) -> list[str]:
        """The tests that run any line of a file, the quickest first."""
        return self.quickest(test for tests in self.runs.get(str(path), {}).values() for test in tests)

    def quickest(self, tests: Iterable[str]) -> list[str]:
        """Tests, each once, the quickest first."""
        return sorted(set(tests), key=lambda test: (self.seconds[test], test))

    def is_imported(self, mutant: Mutant) -> bool:
        """Whether importing the module or collecting the tests runs the statement of a mutant."""
        return mutant.outermost is None or not self.imported.get(str(mutant.path), set()).isdisjoint(mutant.lines)

    def is_remembered(self, mutant: Mutant) -> bool:
        """Whether what the statement of a mutant leads to may be remembered from one test to the next."""
        return not self.uses.get(str(mutant.path), {}).keys().isdisjoint(mutant.lines)


class Trial:
    """A plugin for pytest that measures, or tries mutants, in place of running the tests once."""

    def __init__(self, do: "Callable[[Trial], dict[str, Any]]", sources: list[Path]) -> None:
        self._do, self._sources = do, sources
        self.answer: dict[str, Any] = {}
        self._items: dict[str, pytest.Item] = {}
        self._outcome: list[str] = []
        self._seen = LinesSeen(sources) if sources else None
        self._imported: dict[str, set[int]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """From here on, lines run by imports are seen."""
        if self._seen:
            self._seen.start()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests by their names."""
        self._items = {item.nodeid: item for item in items}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do what was asked with the collected tests."""
        if self._seen:
            self._imported = self._seen.stop()
        self.living = Living(self._sources)
        gc.freeze()
        if not session.testsfailed:
            self.answer = self._do(self)
        else:
            self.answer = {"raised": "a test could not be collected"}
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure."""
        if report.failed:
            self._outcome.append(report.nodeid)

    def first_failure(self, wanted: Iterable[str]) -> str:
        """Run tests until one fails: its name; empty when none does."""
        chosen = [self._items[name] for name in wanted]
        for place, item in enumerate(chosen):
            following = chosen[place + 1] if place + 1 < len(chosen) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._outcome:
                return self._outcome[0]
        return ""

    def known(self, tests: Iterable[str]) -> list[str]:
        """Those of some tests that were collected here: a fault may change the names of some."""
        return [test for test in tests if test in self._items]

    def measured(self, longest: float) -> Baseline:
        """Run every test twice, file by file. Those that take longer than `longest` seconds are left out of trials.

        The first time nothing is remembered. Lines that a test does not run again the second time were run for all
        that follow in its file: what they give is remembered, or held by a fixture.
        """
        seconds: dict[str, float] = {}
        quick: dict[str, float] = {}
        runs: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        uses: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        failed: list[str] = []
        of_file: dict[str, list[str]] = defaultdict(list)
        for name in self._items:
            of_file[name.partition("::")[0]].append(name)
        for names in of_file.values():
            self.living.forget()
            first: dict[str, dict[str, set[int]]] = {}
            for name, following in zip(names, [*names[1:], names[0]], strict=True):  # fixtures stay for the second time
                began = time.process_time()
                first[name] = self._lines_run_by(name, following)
                seconds[name] = time.process_time() - began
            again = [name for name in names if seconds[name] <= longest]
            for place, (name, following) in enumerate(zip(again, [*again[1:], None], strict=True)):
                began = time.process_time()
                second = self._lines_run_by(name, following)
                quick[name] = time.process_time() - began
                for source, lines in first[name].items():
                    for line in lines:
                        runs[source][line].add(name)
                    for line in lines - second.get(source, set()):
                        uses[source][line].update(again[place + 1 :])
            failed.extend(sorted(set(self._outcome)))
            self._outcome.clear()
        return Baseline(
            quick,
            runs,
            uses,
            self._imported,
            failed,
        )

    def _lines_run_by(self, name: str, following: str | None) -> dict[str, set[int]]:
        seen = LinesSeen(self._sources)
        item, after = self._items[name], self._items[following] if following else None
        seen.start()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return seen.stop()


class LinesSeen:
    """Watches, from `start` to `stop`, which lines of some files are run."""

    def __init__(self, sources: list[Path]) -> None:
        self._watching = coverage.Coverage(
            data_file=None, config_file=False, include=[str(one) for one in sources], messages=False
        )

    def start(self) -> None:
        """Begin to watch."""
        self._watching.start()

    def stop(self) -> dict[str, set[int]]:
        """Watch no longer: the lines that were run, by the path of the file."""
        self._watching.stop()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", coverage.exceptions.CoverageWarning)  # no line at all is an answer
            found = self._watching.get_data()
        return {source: set(found.lines(source) or ()) for source in found.measured_files()}


def collected(
    do: "Callable[[Trial], dict[str, Any]]", tests: Iterable[str], sources: list[Path], *, needs_site: bool
) -> dict[str, Any]:
    """Collect tests in this process and do something with them. To be asked in a process of its own."""
    trial = Trial(do, sources)
    arguments = ARGUMENTS if needs_site else (*ARGUMENTS, *WITHOUT_SITE)
    pytest.main([*arguments, "--hypothesis-profile=mutation", *tests], plugins=[trial])
    return trial.answer


def be_quiet() -> None:
    """Say nothing more: what a faulty program prints is of no use."""
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)


class Living:
    """The functions of some modules that are there in this process, and what remembers answers: looked for once.

    What is found stays as it is in every child: looking again there would copy all memory.
    """

    def __init__(self, sources: list[Path]) -> None:
        paths = {str(one) for one in sources}
        self._functions: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
        self._remembering: list[functools._lru_cache_wrapper] = []
        for one in gc.get_objects():
            kind = type(one)  # not isinstance: what stands in for something else would answer for that
            if kind is FunctionType and one.__code__.co_filename in paths:
                self._functions[_place_of(one.__code__)].append(one)
            elif kind is functools._lru_cache_wrapper and _is_ours(one):
                self._remembering.append(one)

    def swap(self, mutant: Mutant) -> bool:
        """Give a function the code with the fault. False where that cannot be: it is none, or holds other variables."""
        if mutant.outermost is None:
            return False
        place = (str(mutant.path), *mutant.outermost)
        faulty = [one for one in _codes_of(mutant.compiled()) if _place_of(one) == place]
        living = self._functions.get(place, [])
        if not faulty or not living or any(one.__code__.co_freevars != faulty[0].co_freevars for one in living):
            return False
        for one in living:
            one.__code__ = faulty[0]
        return True

    def forget(self) -> None:
        """Make every function of the product and its tests forget what it remembers."""
        for one in self._remembering:
            one.cache_clear()


def _place_of(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _is_ours(remembering: object) -> bool:
    """Whether a function that remembers is of this project, and not of a package that it uses."""
    code = getattr(inspect.unwrap(remembering), "__code__", None)  # type: ignore[arg-type]
    path = Path(code.co_filename) if code else Path("/")
    return path.is_relative_to(Path.cwd()) and "site-packages" not in path.parts


def _codes_of(code: CodeType) -> Iterator[CodeType]:
    yield code
    for held in code.co_consts:
        if isinstance(held, CodeType):
            yield from _codes_of(held)
