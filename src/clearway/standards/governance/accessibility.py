"""What of accessibility is checked, by which tests, and what is not: the sources of the accessibility statement."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files

from clearway.standards.governance.measures import tests_of
from clearway.standards.strict import Section, read_yaml

FILE = "accessibility.yaml"


@dataclass(frozen=True, slots=True)
class Checked:
    """One statement, the criteria of WCAG 2.2 that it speaks to, and the tests that show it."""

    id: str
    criteria: tuple[str, ...]
    words: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accessibility:
    """The statement: aim, status, what is checked and what is not, known limits, whom to tell, and when reviewed."""

    aim: str
    status: str
    checked: tuple[Checked, ...]
    not_checked: tuple[str, ...]
    limits: tuple[str, ...]
    telling: str
    reviewed: date


@cache
def load_accessibility() -> Accessibility:
    """The statement that is shipped. Raises StandardsError naming file and key."""
    with as_file(files("clearway.standards.governance").joinpath(FILE)) as path:
        return read_accessibility(read_yaml(path, path.parent))


def read_accessibility(file: Section) -> Accessibility:
    """The statement out of its file."""
    file.only(required=("aim", "status", "checked", "not_checked", "limits", "telling", "reviewed"))
    return Accessibility(
        aim=file.text("aim"),
        status=file.text("status"),
        checked=tuple(_checked(entry) for entry in file.sections("checked")),
        not_checked=file.texts("not_checked"),
        limits=file.texts("limits"),
        telling=file.text("telling"),
        reviewed=file.day("reviewed"),
    )


def _checked(entry: Section) -> Checked:
    entry.only(required=("id", "criteria", "words", "tests"))
    tests = tests_of(entry)
    if not tests:
        raise entry.wrong("tests", "nothing shows it", "Name a test, or say it under not_checked.")
    return Checked(entry.text("id"), entry.texts("criteria"), entry.text("words"), tests)
