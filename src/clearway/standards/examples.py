"""The worked examples that travel with the rules: facts in, results out, one row an example."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clearway.standards.errors import StandardsError

FOLDER = Path(__file__).parent / "examples"
EXPECTED = "exp_"
ABOUT = ("example_id", "title", "rules_version", "rule_refs", "confidence", "notes")


@dataclass(frozen=True)
class Example:
    """One worked example. Empty facts and results are left out."""

    id: str
    title: str
    given: dict[str, str]
    expected: dict[str, str]
    rule_ids: tuple[str, ...]
    confidence: str
    notes: str
    file: str


def read_examples(folder: Path = FOLDER) -> dict[str, Example]:
    """Every example of every CSV file in the folder, by id. Raises StandardsError for an id given twice."""
    found: dict[str, Example] = {}
    for path in sorted(folder.glob("*.csv")):
        for example in _read_file(path):
            if example.id in found:
                raise StandardsError(path.name, example.id, f"stands in {found[example.id].file} too", "Rename one.")
            found[example.id] = example
    return found


def _read_file(path: Path) -> Iterable[Example]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            held = {name: text for name, text in row.items() if text and name not in ABOUT}
            yield Example(
                id=row["example_id"],
                title=row["title"],
                given={name: text for name, text in held.items() if not name.startswith(EXPECTED)},
                expected={
                    name.removeprefix(EXPECTED): text for name, text in held.items() if name.startswith(EXPECTED)
                },
                rule_ids=tuple(row["rule_refs"].split()),
                confidence=row["confidence"],
                notes=row["notes"] or "",
                file=path.name,
            )


def exercised(examples: Iterable[Example]) -> dict[str, tuple[str, ...]]:
    """Rule id to the examples that say they exercise it, by name or by the flag they raise."""
    found: dict[str, list[str]] = {}
    for example in examples:
        flags = (f"VAL-{flag}" for flag in example.expected.get("dq_flags", "").split())
        for rule_id in dict.fromkeys([*example.rule_ids, *flags]):
            found.setdefault(rule_id, []).append(example.id)
    return {rule_id: tuple(sorted(ids)) for rule_id, ids in found.items()}
