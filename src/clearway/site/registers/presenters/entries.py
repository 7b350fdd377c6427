"""One entry: what it says, who made it so, and the form that it is typed in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.site import words
from clearway.site.boxes import Box
from clearway.site.organisations.models import Membership
from clearway.site.registers.choices import Option, options_of, organisation_name
from clearway.site.registers.forms import Typed
from clearway.site.registers.models import Entry, EntryState, Revision
from clearway.site.registers.presenters.words import said
from clearway.site.registers.schema import Field, FieldKind, Schema
from clearway.site.registers.schema.schema import Value

LISTED = frozenset({FieldKind.PLACE, FieldKind.ORGANISATION, FieldKind.MEASURE, FieldKind.LINK})
MOST_RADIOS = 7
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an entry: its label, its words line by line, and where it leads."""

    label: str
    lines: tuple[str, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One version in the history, with what it changed."""

    heading: str
    who: str
    reason: str
    changes: tuple[str, ...]


def facts(schema: Schema, entry: Entry, links: dict[int, str]) -> list[Fact]:
    """What an entry holds, field by field; `links` names the entries that it leads to."""
    found = []
    for field in schema.fields:
        value = entry.values.get(field.id)
        if value is None or field.id == schema.title_field:
            continue
        text, href = said(field, value), ""
        if field.kind is FieldKind.LINK and isinstance(value, int):
            text, href = links.get(value, text), reverse("registers:entry", args=[field.links_to, value])
        elif field.kind is FieldKind.MEASURE and text != value:
            href = reverse("measures:measure", args=[value])
        elif field.kind is FieldKind.WEB:
            href = text
        elif field.kind is FieldKind.EMAIL:
            href = f"mailto:{text}"
        label = f"{field.label} (no longer asked)" if field.is_retired else field.label
        found.append(Fact(label, tuple(text.split("\n")), href))
    return found


def linked(schema: Schema, entry: Entry, by: Membership) -> dict[int, str]:
    """The titles of the entries that an entry leads to, as far as a membership may see them."""
    numbers = [entry.values[one.id] for one in schema.fields if one.kind is FieldKind.LINK and one.id in entry.values]
    return dict(Entry.objects.for_membership(by).filter(pk__in=numbers).values_list("pk", "title")) if numbers else {}


def history(schema: Schema, revisions: Sequence[Revision]) -> list[Step]:
    """Every version of an entry, the newest first, each with what it changed from the one before."""
    befores: list[Revision | None] = [*revisions[1:], None]
    return [
        Step(
            heading=f"{one.event.capitalize()} {words.moment(one.at)}",
            who=", ".join(filter(None, (one.by_name, one.by_role, one.by_organisation))),
            reason=one.reason,
            changes=tuple(_changes(schema, before, one)) if before else (),
        )
        for one, before in zip(revisions, befores, strict=True)
    ]


def _changes(schema: Schema, before: Revision, after: Revision) -> Iterator[str]:
    known = {one.id: one for one in schema.fields}
    for key in dict.fromkeys((*before.values, *after.values)):
        was, now = before.values.get(key), after.values.get(key)
        if was != now:
            field = known.get(key)
            label = field.label if field else key
            yield f"{label}: {_was(field, was)} became {_was(field, now)}"
    for label, name in (("Owner", "organisation_code"), ("Owner’s role", "owner_role")):
        if getattr(before, name) != getattr(after, name):
            yield f"{label}: “{getattr(before, name)}” became “{getattr(after, name)}”"
    if before.review_by != after.review_by:
        yield f"Review by: {words.day(before.review_by)} became {words.day(after.review_by)}"
    if before.state != after.state:
        yield f"State: {EntryState(before.state).label.lower()} became {EntryState(after.state).label.lower()}"


def _was(field: Field | None, value: Value | None) -> str:
    text = said(field, value) if field else str(value or "")
    if not text:
        return NOTHING
    return f"“{text if len(text) <= 120 else text[:119] + '…'}”"


def boxes(schema: Schema, typed: Typed, by: Membership) -> list[Box]:
    """The form of a type with what was typed."""
    return [_box(field, typed, options_of(field, by)) for field in schema.asked]


def owner_box(typed: Typed, options: Sequence[Option]) -> Box:
    """The select of the owner."""
    return Box(
        "organisation", "Owner", "select", "The organisation that keeps this entry right", typed.organisation, (),
        (), _with(options, typed.organisation), typed.problems.get("organisation", ""),
    )  # fmt: skip


def _box(field: Field, typed: Typed, options: Sequence[Option]) -> Box:
    raw = typed.raw.get(field.id)
    value = "" if raw is None else {True: "yes", False: "no"}.get(raw, "") if isinstance(raw, bool) else (
        "" if isinstance(raw, list) else str(raw)
    )  # fmt: skip
    example = f"For example, {field.example}" if field.example else ""
    hint = ". ".join(filter(None, (field.help.rstrip("."), example)))
    return Box(
        id=field.id,
        label=field.label if field.is_required else f"{field.label} (optional)",
        way=_way(field, options),
        hint=hint or ("For example, 31 3 2027" if field.kind is FieldKind.DATE else ""),
        value=value,
        chosen=tuple(raw) if isinstance(raw, list) else (value,),
        parts=tuple(typed.parts.get(field.id, ("", "", ""))),
        options=_with(options, value if field.kind in LISTED else ""),
        error=typed.problems.get(field.id, ""),
        type={FieldKind.EMAIL: "email", FieldKind.PHONE: "tel", FieldKind.WEB: "url"}.get(field.kind, "text"),
    )


def _way(field: Field, options: Sequence[Option]) -> str:
    if field.kind is FieldKind.DATE:
        return "date"
    if field.kind is FieldKind.LONG_TEXT:
        return "textarea"
    if field.kind is FieldKind.CHOICES:
        return "checkboxes"
    if field.kind in LISTED:
        return "select" if options else "input"
    if options:
        return "radios" if field.is_required and len(options) <= MOST_RADIOS else "select"
    return "input"


def _with(options: Sequence[Option], value: str) -> tuple[Option, ...]:
    """The options, with the value there is added where they lack it: it must not be lost by saving."""
    if not value or any(code == value for code, _ in options):
        return tuple(options)
    return ((value, organisation_name(value)), *options)


def review_words(entry: Entry, on: date) -> str:
    """Until when an entry was checked, in a sentence."""
    checked = f"last checked {words.day(entry.reviewed_on)}"
    if entry.is_withdrawn:
        return f"Withdrawn; {checked}."
    if entry.is_due(on):
        return f"Due for review since {words.day(min(entry.review_by, on))}; {checked}."
    return f"To be looked at again by {words.day(entry.review_by)}; {checked}."
