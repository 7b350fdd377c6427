"""Fields of the forms of groups, and how a form is drawn: one box for each of its fields."""

from collections.abc import Iterator
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from django import forms
from django.utils import timezone

from clearway.site.agreements.forms import DatePartsField
from clearway.site.boxes import Box


class ShareField(forms.CharField):
    """A share of a whole: 1/2, 50% or 0.5."""

    def clean(self, value: Any) -> Any:
        """The share as a fraction, or None."""
        typed = str(super().clean(value) or "").replace(" ", "")
        if not typed:
            return None
        try:
            share = Fraction(typed.rstrip("%"))
        except (ValueError, ZeroDivisionError) as error:
            raise forms.ValidationError("Write a share such as 1/2 or 50%") from error
        share = share / 100 if typed.endswith("%") else share
        if not 0 < share <= 1 or share.denominator > 10_000:
            raise forms.ValidationError("Write a share such as 1/2 or 50%: more than none, at most all")
        return share


class ClockField(forms.CharField):
    """A time of the day: 14:00."""

    def clean(self, value: Any) -> Any:
        """The time, or None."""
        typed = str(super().clean(value) or "").strip().replace(".", ":")
        if not typed:
            return None
        try:
            return datetime.strptime(typed, "%H:%M").time()  # noqa: DTZ007 - a time alone has no zone
        except ValueError as error:
            raise forms.ValidationError("Write a time such as 14:00") from error


def moment_of(day: date, clock: time) -> datetime:
    """A moment in London out of its day and time."""
    return timezone.make_aware(datetime.combine(day, clock))


def boxes(form: forms.Form) -> Iterator[Box]:
    """Each field of a form as it is drawn, with what was typed and what is wrong with it.

    A field that may be left out says so, but in a form of which every field may be (`marks_optional = False`).
    """
    marks = getattr(form, "marks_optional", True)
    for bound in form:
        field, value = bound.field, bound.value()
        many = value if isinstance(value, list | tuple) else []
        yield Box(
            id=bound.name,
            label=f"{field.label}" if field.required or not marks else f"{field.label} (optional)",
            way=_way(field),
            hint=str(field.help_text),
            value="" if value is None or many else str(value),
            chosen=tuple(str(one) for one in many) if many else (str(value),) if value not in (None, "") else (),
            parts=_parts(field, value),
            options=tuple((str(key), str(said)) for key, said in getattr(field, "choices", ()) if key != ""),
            error=str(bound.errors[0]) if bound.errors else "",
        )


def _way(field: forms.Field) -> str:
    if isinstance(field, DatePartsField):
        return "date"
    if isinstance(field, forms.MultipleChoiceField):
        return "checkboxes"
    if isinstance(field, forms.ChoiceField):
        return "radios" if isinstance(field.widget, forms.RadioSelect) else "select"
    return "textarea" if isinstance(field.widget, forms.Textarea) else "input"


def _parts(field: forms.Field, value: Any) -> tuple[str, ...]:
    if not isinstance(field, DatePartsField):
        return ()
    if isinstance(value, date):
        return (str(value.day), str(value.month), str(value.year))
    return tuple(str(one) for one in value) if isinstance(value, list) else ("", "", "")
