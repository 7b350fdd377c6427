"""What the evidence tags of the rule files (S1, S8 …) stand for."""

from dataclasses import dataclass
from pathlib import Path

from clearway.standards.strict import read_yaml


@dataclass(frozen=True)
class Evidence:
    """One document, page or public code base that was read. `note` says what of it, when not all."""

    tag: str
    document: str
    version: str
    address: str
    note: str


def read_sources(path: Path, root: Path) -> dict[str, Evidence]:
    """Every source by its tag."""
    file = read_yaml(path, root)
    file.only(required=("sources",))
    found: dict[str, Evidence] = {}
    for tag, entry in file.named_sections("sources").items():
        entry.only(required=("document", "version", "address"), optional=("note",))
        found[tag] = Evidence(
            tag=tag,
            document=entry.text("document"),
            version=entry.text("version"),
            address=entry.text("address"),
            note=entry.text("note", default=" ").strip(),
        )
    return found
