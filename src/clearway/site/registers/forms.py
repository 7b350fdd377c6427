"""What is typed into the pages of registers: an entry by the schema of its type, and the few forms that do not vary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.http import QueryDict

from clearway.site.registers.models import Entry
from clearway.site.registers.schema import FieldKind, Schema
from clearway.site.registers.schema.values import Raw
from clearway.site.registers.services.entries import LONGEST_REASON, Draft, as_raw

PARTS = ("day", "month", "year")
LONGEST_UPLOAD = 2_000_000


@dataclass(slots=True)
class Typed:
    """An entry as typed: raw values by field, what stands in the boxes of dates, and what is wrong by box."""

    raw: dict[str, Raw]
    parts: dict[str, list[str]]
    organisation: str
    owner_role: str
    reason: str = ""
    seen: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    def draft(self) -> Draft:
        """The typed entry for the service. A date that is none is told by the service's own check."""
        review_by = self.raw.get("review_by")
        return Draft(
            raw=self.raw,
            organisation=self.organisation,
            owner_role=self.owner_role,
            review_by=review_by if isinstance(review_by, date) else None,
        )


def typed(schema: Schema, post: QueryDict) -> Typed:
    """What was typed into the form of a type."""
    raw: dict[str, Raw] = {}
    parts = {"review_by": [post.get(f"review_by-{part}", "").strip() for part in PARTS]}
    for one in schema.asked:
        if one.kind is FieldKind.DATE:
            parts[one.id] = [post.get(f"{one.id}-{part}", "").strip() for part in PARTS]
            raw[one.id] = day_of(parts[one.id])
        elif one.kind is FieldKind.CHOICES:
            raw[one.id] = [word for word in post.getlist(one.id) if word]
        else:
            raw[one.id] = post.get(one.id, "")
    review_by = day_of(parts["review_by"])
    raw["review_by"] = review_by
    made = Typed(
        raw=raw,
        parts=parts,
        organisation=post.get("organisation", "").strip().upper(),
        owner_role=post.get("owner_role", ""),
        reason=post.get("reason", ""),
        seen=_whole(post.get("version", "")),
    )
    if isinstance(review_by, str):
        made.problems["review_by"] = "Review by must be a real date, such as 31 3 2027"
    return made


def typed_of(entry: Entry) -> Typed:
    """An entry as it would be typed again."""
    raw = as_raw(entry)
    dates = {key: date.fromisoformat(str(value)) for key, value in raw.items() if _is_day(value)}
    parts = {key: [str(day.day), str(day.month), str(day.year)] for key, day in dates.items()}
    return Typed(raw, parts, entry.organisation_code, entry.owner_role, seen=entry.version)


def nothing_typed(organisation: str, owner_role: str) -> Typed:
    """The empty form."""
    return Typed({}, {}, organisation, owner_role)


def day_of(parts: list[str]) -> date | str | None:
    """The date in three boxes, None when all are empty, or what was typed where it is no date."""
    if not any(parts):
        return None
    try:
        day, month, year = (int(part) for part in parts if part.isascii() and len(part) <= 4)
        return date(year, month, day)
    except ValueError:
        return "/".join(parts)


def _is_day(value: Raw) -> bool:
    if not isinstance(value, str) or len(value) != 10:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class ActForm(forms.Form):
    """What is to be done with an entry, which version was seen, and why."""

    action = forms.ChoiceField(choices=[(one, one) for one in ("confirm", "withdraw", "bring back")])
    version = forms.IntegerField(min_value=1, max_value=10**9)
    reason = forms.CharField(max_length=LONGEST_REASON, required=False, error_messages={"max_length": "Say it shorter"})


class SchemaForm(forms.Form):
    """A schema as a file."""

    upload = forms.FileField(
        max_length=200,
        error_messages={
            "required": "Choose the file with the schema",
            "empty": "The file is empty",
            "max_length": "The file’s name is too long",
        },
    )


class EntriesForm(forms.Form):
    """A file of entries, and why they change."""

    upload = forms.FileField(
        max_length=200,
        error_messages={
            "required": "Choose the file: CSV or Excel, at most 2 MB",
            "empty": "The file is empty",
            "max_length": "The file’s name is too long",
        },
    )
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        error_messages={"required": "Enter why, in a sentence", "max_length": "Say it shorter"},
    )


class DecideForm(forms.Form):
    """What is to be done with a proposed version of a type."""

    action = forms.ChoiceField(choices=[(one, one) for one in ("take up", "drop")])


def problems_of(form: forms.Form) -> Mapping[str, str]:
    """The first word on each field that is wrong."""
    return {name: str(found[0]) for name, found in form.errors.items() if found}
