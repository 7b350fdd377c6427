"""Types of register as an administrator looks at them."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearway.site.registers.models import TypeVersion, VersionState
from clearway.site.registers.presenters.words import interval
from clearway.site.registers.schema import Schema
from clearway.site.registers.schema.succession import steps


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field as the preview lists it."""

    label: str
    kind: str
    used: str
    codes: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A type before it is taken up."""

    facts: tuple[tuple[str, str], ...]
    fields: tuple[FieldShown, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version in the list of versions."""

    number: int
    name: str
    state: str
    who: str
    is_proposed: bool


def preview(schema: Schema, old: Schema | None) -> Preview:
    """What a schema says, and what it changes of the version before."""
    facts = (
        ("Address", f"/registers/{schema.key}"),
        ("Version", str(schema.version)),
        ("About", schema.about),
        ("Owner", schema.owner_role),
        ("Looked at again", interval(schema)),
        ("Seen by", schema.seen_by.words),
        ("Title of an entry", schema.field(schema.title_field).label),
        ("Map", f"by “{schema.field(schema.geography).label}”" if schema.geography else "none"),
    )
    return Preview(
        facts=facts,
        fields=tuple(
            FieldShown(one.label, one.kind.value, ", ".join(_uses(schema, one.id)), _codes(schema, one.id))
            for one in schema.fields
        ),
        steps=tuple(one.words for one in steps(old, schema)) if old else (),
    )


def versions_shown(versions: Sequence[TypeVersion]) -> list[VersionShown]:
    """Every version that was ever proposed here."""
    return [
        VersionShown(
            one.pk,
            str(one),
            VersionState(one.state).label,
            one.proposed_by,
            one.state == VersionState.PROPOSED,
        )
        for one in versions
    ]


def _uses(schema: Schema, key: str) -> list[str]:
    one = schema.field(key)
    said = {
        "required": one.is_required,
        "unique": one.is_unique,
        "column": one.is_column,
        "filter": one.is_filter,
        "public": one.is_public,
        "no longer asked": one.is_retired,
    }
    return [word for word, holds in said.items() if holds]


def _codes(schema: Schema, key: str) -> str:
    one = schema.field(key)
    return f"leads to {one.links_to}" if one.links_to else "; ".join(choice.label for choice in one.choices)
