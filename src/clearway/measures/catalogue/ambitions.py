"""The ambitions, achievements and objectives that measures serve, each in our words with its source."""

from pathlib import Path

from clearway.measures.catalogue.measure import Ambition, Verification
from clearway.standards.strict import Section, read_yaml


def read_ambitions(path: Path, root: Path) -> dict[str, Ambition]:
    """Every entry by its id. Raises StandardsError naming file and key."""
    file = read_yaml(path, root)
    file.only(("groups",))
    found: dict[str, Ambition] = {}
    for group in file.sections("groups"):
        group.only(("owner", "source", "verification", "entries"))
        for entry in group.sections("entries"):
            ambition = _ambition(entry, group)
            if ambition.id in found:
                raise entry.wrong("id", f"{ambition.id!r} stands twice", "Remove one of them.")
            found[ambition.id] = ambition
    return found


def _ambition(entry: Section, group: Section) -> Ambition:
    entry.only(("id", "text"), ("in_dashboard",))
    return Ambition(
        id=entry.text("id"),
        text=entry.text("text"),
        owner=group.text("owner"),
        source=group.text("source"),
        verification=Verification(group.one_of("verification", tuple(Verification))),
        in_dashboard=entry.switch("in_dashboard", default=False) if entry.has("in_dashboard") else None,
    )
