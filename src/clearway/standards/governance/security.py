"""Which requirements of OWASP ASVS 5.0.0 are met, partly met or not met, and the tests that show it."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from clearway.standards.governance.measures import tests_of
from clearway.standards.strict import Section, read_yaml

FILE = "security.yaml"
STANDINGS = ("met", "partly met", "not met")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement by its number in ASVS 5.0.0, in our own words, with where we stand and what shows it.

    `note` says what is missing, wherever it is not fully met.
    """

    id: str
    chapter: str
    level: int
    words: str
    standing: str
    tests: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class SecurityTable:
    """The requirements that were chosen, and what the table says of itself."""

    about: str
    version: str
    requirements: tuple[Requirement, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many requirements stand how."""
        found = Counter(one.standing for one in self.requirements)
        return {standing: found[standing] for standing in STANDINGS}


@cache
def load_security() -> SecurityTable:
    """The table that is shipped. Raises StandardsError naming file and key."""
    with as_file(files("clearway.standards.governance").joinpath(FILE)) as path:
        return read_security(read_yaml(path, path.parent))


def read_security(file: Section) -> SecurityTable:
    """The table out of its file."""
    file.only(required=("about", "version", "requirements"))
    found = tuple(_requirement(entry) for entry in file.sections("requirements"))
    if len({one.id for one in found}) != len(found):
        raise file.wrong("requirements", "an id stands twice", "Keep one of them.")
    return SecurityTable(file.text("about"), file.text("version"), found)


def _requirement(entry: Section) -> Requirement:
    entry.only(required=("id", "chapter", "level", "words", "standing"), optional=("tests", "note"))
    standing, tests, note = entry.one_of("standing", STANDINGS), tests_of(entry), entry.text("note", " ").strip()
    if entry.content["level"] not in (1, 2, 3):
        raise entry.wrong("level", "not a level", "Write 1, 2 or 3.")
    if (standing == "not met") == bool(tests):
        raise entry.wrong("tests", f"{standing} does not go with {len(tests)} tests", "Name a test, or say not met.")
    if (standing == "met") == bool(note):
        raise entry.wrong("note", f"{standing} does not go with this note", "Say what is missing, where it is.")
    return Requirement(
        id=entry.text("id"),
        chapter=entry.text("chapter"),
        level=entry.content["level"],
        words=entry.text("words"),
        standing=standing,
        tests=tests,
        note=note,
    )
