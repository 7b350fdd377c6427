"""A profile as YAML: what is saved, downloaded and digested. Reading it again gives the same profile."""

from typing import Any

import yaml

from clearway.intake.profiles.profile import ColumnMap, Layout, Organisations, Profile

SEPARATOR_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
WIDTH = 110


def written(profile: Profile) -> str:
    """The profile as YAML, its columns in the order of the record: equal profiles give equal texts."""
    said: dict[str, Any] = {
        "profile": profile.id,
        "version": profile.version,
        "title": profile.title,
        "made_by": profile.made_by,
        "made_for": profile.made_for,
        "trust": profile.trust.value,
    }
    if profile.notes:
        said["notes"] = profile.notes
    said["layout"] = _layout(profile.layout)
    said["dates"] = profile.dates
    if profile.empty:
        said["empty"] = sorted(profile.empty)
    said["columns"] = {column.target: _column(column) for column in profile.columns}
    if profile.organisations != Organisations():
        said["organisations"] = {
            "codes": dict(sorted(profile.organisations.codes.items())),
            "unmapped": profile.organisations.unmapped,
        }
    if profile.absent:
        said["absent"] = list(profile.absent)
    if profile.ignored:
        said["ignored"] = list(profile.ignored)
    return str(yaml.dump(said, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=WIDTH))


def _layout(layout: Layout) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": layout.kind}
    if layout.kind == "csv":
        said |= {"encoding": layout.encoding, "separator": SEPARATOR_NAMES[layout.separator]}
    elif layout.sheet:
        said["sheet"] = layout.sheet
    if layout.heading_within != Layout().heading_within:
        said["heading_within"] = layout.heading_within
    return said


def _column(column: ColumnMap) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if column.headings:
        said["from"] = column.headings[0] if len(column.headings) == 1 else list(column.headings)
    if column.joined:
        said |= {"join": list(column.joined), "with": column.joined_with}
    if column.constant:
        said["constant"] = column.constant
    if column.dates:
        said["dates"] = column.dates
    if column.case != "as_sent":
        said["case"] = column.case
    if column.pattern:
        said["pattern"] = column.pattern
    if column.codes:
        said["codes"] = dict(sorted(column.codes.items()))
    if column.unmapped != "reject":
        said["unmapped"] = column.unmapped
    if column.optional:
        said["optional"] = "true"
    return said


class _Plain(yaml.SafeDumper):
    """Writes out what is said twice instead of pointing to it."""

    def ignore_aliases(self, data: Any) -> bool:
        """No anchors: the reader refuses them."""
        return True
