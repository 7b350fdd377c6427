"""Values of entries as people read them."""

from datetime import date
from decimal import Decimal

from clearway.site import words
from clearway.site.registers.choices import measure_name, organisation_name, place_name
from clearway.site.registers.models import Entry, EntryState
from clearway.site.registers.schema import Field, FieldKind, Schema
from clearway.site.registers.schema.schema import Value

WITHDRAWN, DUE, NEEDS = "withdrawn", "review due", "needs review"


def said(field: Field, value: Value | None) -> str:
    """One value in words; empty for none. Several lines stay several lines."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(field.label_of(code) for code in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return f"Entry {value}"
    match field.kind:
        case FieldKind.CHOICE:
            return field.label_of(value)
        case FieldKind.DATE:
            return words.day(date.fromisoformat(value))
        case FieldKind.MONEY:
            return f"£{Decimal(value):,.2f}".removesuffix(".00")
        case FieldKind.NUMBER:
            return words.count(Decimal(value))
        case FieldKind.ORGANISATION:
            return organisation_name(value)
        case FieldKind.PLACE:
            return place_name(value)
        case FieldKind.MEASURE:
            return measure_name(value)
    return value


def tag_of(entry: Entry, on: date) -> str:
    """The mark of an entry that does not simply hold; empty for one that does."""
    if entry.is_withdrawn:
        return WITHDRAWN
    if entry.review_by <= on:
        return DUE
    return NEEDS if entry.state == EntryState.NEEDS_REVIEW else ""


def interval(schema: Schema) -> str:
    """How often entries are looked at, in words."""
    months = schema.review_months
    return "every month" if months == 1 else f"every {months} months"
