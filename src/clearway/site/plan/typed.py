"""Fields of the forms of a plan: sums, words, choices, days, and the hidden mark of a row as the person saw it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import Model

from clearway.planning.spans import FinancialYear
from clearway.planning.structure import STREAMS
from clearway.site.agreements.forms import DatePartsField
from clearway.site.plan.models import Plan
from clearway.site.plan.services.seen import mark_of


def pounds(label: str, *, required: bool = False) -> forms.DecimalField:
    """A sum."""
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        help_text="Pounds and pence, such as 120000.50.",
        error_messages={"required": "Enter a sum, 0 for none"},
    )


def line(label: str, *, required: bool = True, longest: int = 200, hint: str = "") -> forms.CharField:
    """Words on one line."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=hint,
        error_messages={"required": f"Enter: {label.lower()}"},
    )


def text(label: str, *, required: bool = False, hint: str = "") -> forms.CharField:
    """Several lines of words."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=2_000,
        help_text=hint,
        widget=forms.Textarea,
        error_messages={"required": f"Enter: {label.lower()}"},
    )


def one_of(label: str, choices: Iterable[tuple[Any, str]] | Mapping[str, str], *, hint: str = "") -> forms.ChoiceField:
    """One of a few, shown all at once."""
    pairs = list(choices.items()) if isinstance(choices, Mapping) else list(choices)
    return forms.ChoiceField(
        label=label,
        choices=pairs,
        widget=forms.RadioSelect,
        help_text=hint,
        error_messages={"required": f"Choose: {label.lower()}"},
    )


def listed(label: str, *, required: bool = True, hint: str = "") -> forms.ChoiceField:
    """One out of a list that is filled in when the form is made."""
    return forms.ChoiceField(
        label=label, required=required, help_text=hint, error_messages={"required": f"Choose: {label.lower()}"}
    )


def day(label: str, *, required: bool = False, hint: str = "") -> DatePartsField:
    """A day."""
    return DatePartsField(label=label, required=required, help_text=hint)


def stream() -> forms.ChoiceField:
    """Revenue or capital."""
    return one_of("Kind of money", [(one, one.capitalize()) for one in STREAMS])


def why(hint: str = "Needed when what was agreed changes.") -> forms.CharField:
    """Why something changed."""
    return line("Why it changed", required=False, longest=500, hint=hint)


class SeenForm(forms.Form):
    """A form about something that is there: it carries the mark of the row as the person saw it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def said(self, *names: str) -> dict[str, Any]:
        """What was typed under some names; nothing typed into a line of words is an empty text."""
        return {name: self.cleaned_data[name] for name in names}


def fill(into: forms.Form, /, **choices: Iterable[tuple[str, str]]) -> None:
    """Fill the lists of a form; one that may be left out can be set back to nothing."""
    for name, pairs in choices.items():
        field = cast("forms.ChoiceField", into.fields[name])
        nothing = [] if field.required else [("", "None")]
        field.choices = [*nothing, *pairs]


def held(row: Model, *names: str) -> dict[str, Any]:
    """What a row says now, to begin a form with, and its mark."""
    return {name: getattr(row, name) for name in names} | {"seen": mark_of(row, names)}


def quarters_of(plan: Plan) -> list[tuple[str, str]]:
    """The quarters of a plan as choices."""
    period = plan.head["meta"]["period"]
    years = range(FinancialYear.read(period["from"]).begins, FinancialYear.read(period["to"]).begins + 1)
    return [(str(one), str(one)) for year in years for one in FinancialYear(year).quarters]


def deliverables_of(plan: Plan) -> list[tuple[str, str]]:
    """The deliverables of a plan as choices, by their codes."""
    return [(one.code, f"{one.code} {one.title}") for one in plan.deliverables.filter(is_withdrawn=False)]
