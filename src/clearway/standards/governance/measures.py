"""What is done against a hazard or a risk, and what shows that it is done."""

from dataclasses import dataclass

from clearway.standards.strict import Section

LEVELS = ("very low", "low", "medium", "high", "very high")


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is done. Either tests show it, or somebody outside the software answers for it (`left_to`)."""

    words: str
    tests: tuple[str, ...]
    left_to: str = ""

    @property
    def shown_by(self) -> tuple[str, ...]:
        """The names of the tests without their files, or who answers for it."""
        return tuple(short(one) for one in self.tests) or (f"left to {self.left_to}",)


def short(test: str) -> str:
    """The name of a test without its file and without the word that begins every test."""
    return test.partition("::")[2].removeprefix("test_").replace("_", " ")


def tests_of(entry: Section) -> tuple[str, ...]:
    """The tests that an entry names, each as `tests/FILE.py::test_NAME`. Raises StandardsError for any other shape."""
    held = entry.texts("tests")
    for one in held:
        file, _, name = one.partition("::")
        if not file.startswith("tests/") or not file.endswith(".py") or not name.startswith("test_"):
            raise entry.wrong("tests", f"{one!r} names no test", "Write tests/FILE.py::test_NAME.")
    return held


def measures_of(entry: Section) -> tuple[Measure, ...]:
    """The measures of a hazard or a risk. Raises StandardsError for one that nothing shows and nobody answers for."""
    return tuple(_measure(one) for one in entry.sections("measures"))


def _measure(entry: Section) -> Measure:
    entry.only(required=("words",), optional=("tests", "left_to"))
    if entry.has("tests") == entry.has("left_to"):
        raise entry.wrong("tests", "a measure has either tests or somebody it is left to", "Give one of the two.")
    tests = tests_of(entry)
    if entry.has("tests") and not tests:
        raise entry.wrong("tests", "no test is named", "Name one, or say whom it is left to.")
    return Measure(entry.text("words"), tests, entry.text("left_to") if entry.has("left_to") else "")
