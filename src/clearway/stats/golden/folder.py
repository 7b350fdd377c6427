"""A folder of known answers run through our functions, and every file of it accounted for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clearway.stats.golden.answers import Answer, failure
from clearway.stats.golden.checkers import CHECKERS, Checker
from clearway.stats.golden.tables import Table, Unreadable, read_table

WORDS_FOR_PEOPLE = ("README.md",)
LOOKED_AT_ELSEWHERE = ("simulation",)


@dataclass(frozen=True)
class Report:
    """What came of a folder: every answer, and what in it was not looked at here."""

    answers: Sequence[Answer]
    not_looked_at: Sequence[str]

    @property
    def passed(self) -> int:
        """How many answers were right."""
        return sum(answer.is_right for answer in self.answers)

    @property
    def failures(self) -> list[Answer]:
        """The answers that were not right."""
        return [answer for answer in self.answers if not answer.is_right]

    def by_file(self) -> dict[str, tuple[int, int]]:
        """For each file how many passed and failed, in order of name."""
        found: dict[str, tuple[int, int]] = {}
        for answer in sorted(self.answers, key=lambda answer: answer.file):
            passed, failed = found.get(answer.file, (0, 0))
            found[answer.file] = (passed + answer.is_right, failed + (not answer.is_right))
        return found


def run_folder(folder: Path, checkers: Sequence[Checker] | None = None) -> Report:
    """Check every known-answer file of a folder.

    A file that no checker reads is a failure, and so is a checker some of whose files are absent, a file that cannot be
    read, and a check that breaks off. Checkers none of whose files are there are left out. Raises OSError when the
    folder cannot be read.
    """
    known = CHECKERS if checkers is None else checkers
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    aside = [name for name in names if name in LOOKED_AT_ELSEWHERE]
    present = [name for name in names if name not in (*WORDS_FOR_PEOPLE, *LOOKED_AT_ELSEWHERE)]
    answers: list[Answer] = []
    tables: dict[str, Table] = {}
    read_by_somebody = {file for checker in known for file in checker.files}
    for name in present:
        if name not in read_by_somebody:
            answers.append(failure(name, "the file", "a checker that reads it", "nobody reads this file"))
            continue
        try:
            tables[name] = read_table(folder / name)
        except Unreadable as fault:
            answers.append(failure(name, "the file", "a readable file", str(fault)))
    for checker in known:
        answers += _checked(checker, present, tables)
    return Report(answers, [f"{name}/" for name in aside])


def _checked(checker: Checker, present: Sequence[str], tables: dict[str, Table]) -> Iterator[Answer]:
    """The answers of one checker; what breaks it off becomes an answer too."""
    there = [file for file in checker.files if file in present]
    if not there:
        return
    if absent := [file for file in checker.files if file not in present]:
        yield failure(there[0], "the file", f"{', '.join(absent)} beside it", "not in the folder")
        return
    if any(file not in tables for file in checker.files):
        return
    found = 0
    try:
        for answer in checker.check({file: tables[file] for file in checker.files}):
            found += 1
            yield answer
    except Exception as fault:  # a broken check must not hide the answers of the others
        yield failure(
            checker.files[-1], f"after {found} cases", "a check to the end", f"{type(fault).__name__}: {fault}"
        )
        return
    if not found:
        yield failure(checker.files[-1], "the file", "at least one case", "no rows")
