"""What becomes of every mutant of a set: which test noticed it, or that none did."""

import gc
import sys
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

from tests.mutation.forks import Task, answers_of
from tests.mutation.fresh import put_in_place
from tests.mutation.mutants import Mutant
from tests.mutation.sets import ModuleSet
from tests.mutation.trial import Baseline, Trial, be_quiet, collected

LONGEST_TEST = 1.5
"""Tests above these seconds of the processor are left out: they are whole tables and files, not examples of a rule."""
LONGEST_TRIAL = 3.0
"""Tests of a mutant are run, the quickest first, until together they would take longer than this."""
PATIENCE = 5.0
"""A trial is stopped after five times what its tests take without the fault, and some seconds."""
STARTING, COLLECTING, WHOLE_SET = 2.0, 30.0, 3_600.0
FILES_A_TRIAL = 4
"""Files of tests that are read for a module imported anew: each takes a while to read."""
STOPPED = "it did not end"


class TestsFail(Exception):
    """Tests of a set fail without any fault: nothing can be learnt from them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What noticed a mutant: a test, or that it did not end; empty when nothing did. `tests` are those that run it."""

    mutant: Mutant
    noticed_by: str
    tests: int


def verdicts_on(modules: ModuleSet, mutants: list[Mutant], at_once: int) -> list[Verdict]:
    """A verdict on each of some mutants of a set, in their order. Raises TestsFail."""
    whole = Task("in place", partial(_tried_in_place, modules, mutants, at_once), WHOLE_SET)
    answer = _only_answer(whole)
    if "verdicts" not in answer:
        raise TestsFail(f"{modules.name}, without a fault: {answer}")
    told = {place: Verdict(mutants[place], noticed_by, tests) for place, noticed_by, tests in answer["verdicts"]}
    fresh = {place: (tests, COLLECTING + PATIENCE * seconds) for place, tests, seconds in answer["fresh"]}
    _check_without_a_fault(modules, mutants, fresh)
    tasks = [
        Task(place, partial(_tried_fresh, modules, mutants[place], tests), seconds)
        for place, (tests, seconds) in fresh.items()
    ]
    for number, (place, found) in enumerate(answers_of(tasks, at_once), start=1):
        told[place] = Verdict(mutants[place], _noticed_by(found), len(fresh[place][0]))
        _progress(modules.name, "imported anew", number, len(tasks))
    return [told[place] for place in range(len(mutants))]


def _only_answer(task: Task) -> dict[str, Any]:
    return next(answer for _, answer in answers_of([task], 1))


def _check_without_a_fault(
    modules: ModuleSet, mutants: list[Mutant], fresh: dict[int, tuple[list[str], float]]
) -> None:
    """A module imported anew as it is must be noticed by nothing. Raises TestsFail."""
    for place, (tests, seconds) in list(fresh.items())[:1]:
        path = mutants[place].path
        as_it_is = compile(path.read_text("utf-8"), str(path), "exec")
        answer = _only_answer(Task("as it is", partial(_imported_anew, modules, path, as_it_is, tests), seconds))
        if noticed_by := _noticed_by(answer):
            raise TestsFail(f"{modules.name}: {path.name} imported anew, without a fault: {noticed_by}")


def _tried_in_place(modules: ModuleSet, mutants: list[Mutant], at_once: int) -> dict[str, Any]:
    """Measure the tests, try what can be tried without importing anew, and say what has to be tried afresh."""
    do = partial(_try_all, modules.name, mutants, at_once)
    return collected(do, modules.tests, list(modules.sources), needs_site=modules.needs_site)


def _try_all(name: str, mutants: list[Mutant], at_once: int, trial: Trial) -> dict[str, Any]:
    baseline = trial.measured(LONGEST_TEST)
    if baseline.failed:
        return {"failed": baseline.failed}
    answer = _only_answer(Task("as it is", partial(_run, trial, list(baseline.seconds)), WHOLE_SET))
    if answer != {"noticed_by": ""}:
        return {"in a child": answer}
    gc.collect()
    gc.freeze()
    found: list[tuple[int, str, int]] = []
    fresh: list[int] = []
    tasks: list[Task] = []
    for place, mutant in enumerate(mutants):
        tests, seconds = _within_reach(baseline, baseline.tests_of(mutant))
        if mutant.outermost is None or (not tests and baseline.is_imported(mutant)):
            fresh.append(place)
        elif tests:
            forget = baseline.is_remembered(mutant)
            work = partial(_tried_swapped, trial, mutant, tests, forget)
            tasks.append(Task((place, len(tests)), work, STARTING + PATIENCE * seconds))
        else:
            found.append((place, "", 0))
    for number, ((place, tests), answer) in enumerate(answers_of(tasks, at_once), start=1):
        noticed_by = _noticed_by(answer)
        if answer.get("cannot be swapped") or (not noticed_by and baseline.is_imported(mutants[place])):
            fresh.append(place)
        else:
            found.append((place, noticed_by, tests))
        _progress(name, "in place", number, len(tasks))
    return {"verdicts": found, "fresh": [(place, *_of_fresh(baseline, mutants[place])) for place in fresh]}


def _of_fresh(baseline: Baseline, mutant: Mutant) -> tuple[list[str], float]:
    """The tests for a module imported anew: all those of the files of tests that have most to do with it."""
    using = baseline.tests_of_file(mutant.path) or list(baseline.seconds)
    files = Counter(test.partition("::")[0] for test in using)
    named = {file for file in files if mutant.path.stem in Path(file).stem}
    nearest = set(sorted(files, key=lambda file: (file not in named, -files[file], file))[:FILES_A_TRIAL])
    in_order = dict.fromkeys([*baseline.tests_of(mutant), *using, *baseline.quickest(baseline.seconds)])
    return _within_reach(baseline, [test for test in in_order if test.partition("::")[0] in nearest])


def _within_reach(baseline: Baseline, tests: list[str]) -> tuple[list[str], float]:
    """The first of some tests, as many as a trial has time for, file by file; and their seconds."""
    chosen: dict[str, list[str]] = {}
    seconds = 0.0
    for test in tests:
        if seconds + baseline.seconds[test] > LONGEST_TRIAL:
            break
        seconds += baseline.seconds[test]
        chosen.setdefault(test.partition("::")[0], []).append(test)
    return [test for tests in chosen.values() for test in tests], seconds


def _run(trial: Trial, tests: list[str]) -> dict[str, Any]:
    be_quiet()
    return {"noticed_by": trial.first_failure(tests)}


def _tried_swapped(trial: Trial, mutant: Mutant, tests: list[str], forget: bool) -> dict[str, Any]:
    be_quiet()
    if not trial.living.swap(mutant):
        return {"cannot be swapped": True}
    if forget:
        trial.living.forget()
    return {"noticed_by": trial.first_failure(tests)}


def _tried_fresh(modules: ModuleSet, mutant: Mutant, tests: list[str]) -> dict[str, Any]:
    return _imported_anew(modules, mutant.path, mutant.compiled(), tests)


def _imported_anew(modules: ModuleSet, path: Path, code: CodeType, tests: list[str]) -> dict[str, Any]:
    be_quiet()
    put_in_place(path, code)
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    do = partial(_run_known, tests)
    return collected(do, files, [], needs_site=modules.needs_site)


def _run_known(tests: list[str], trial: Trial) -> dict[str, Any]:
    return {"noticed_by": trial.first_failure(trial.known(tests))}


def _noticed_by(answer: dict[str, Any]) -> str:
    if answer.get("stopped"):
        return STOPPED
    if not answer:
        return "the tests could not be collected"
    return str(answer.get("raised") or answer.get("noticed_by", ""))


def _progress(name: str, how: str, number: int, of: int) -> None:
    if number % 50 == 0 or number == of:
        print(f"{name}: {number} of {of} tried {how}", file=sys.stderr, flush=True)
