"""Forms of rows of a plan: a field for each column of their sheet, and why they change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from clearway.planning.workbook.cells import NotThat, cell_of, value_of
from clearway.planning.workbook.columns import Column, Kind
from clearway.site.agreements.forms import DatePartsField
from clearway.site.plan.models import Status

LONG = frozenset({"text", "mechanism", "note"})
LONGEST = 2_000
RARE = frozenset(
    {
        *("ambitions", "ambitions_as_printed", "ambitions_basis", "missing_from_plan_vs_guidance", "achievements"),
        *("local_achievements", "pathways", "partners", "parent", "note", "with", "see", "reference", "cadence"),
    }
)
"""Keys of columns that are folded away until somebody wants them, unless they hold something."""


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        max_length=500,
        label="Why, or who agreed it",
        help_text="It is kept with the new version of the plan.",
        error_messages={"required": "Enter why, or who agreed it"},
    )


class ItemForm(forms.Form):
    """What is said of one row. `told` answers with what changed, by the keys of a plan file."""

    marks_optional = False

    def __init__(
        self,
        typed: Any,
        *,
        columns: Sequence[Column],
        content: Mapping[str, Any],
        options: Mapping[str, Sequence[tuple[str, str]]],
        halves: Sequence[str] = (),
        marks: Sequence[int] = (),
        seen: str = "",
    ) -> None:
        super().__init__(typed)
        self.columns, self.halves, self.content = columns, halves, content
        for column in columns:
            self.fields[_name(column)] = _field(column, options.get(column.key, ()))
            self.initial[_name(column)] = _shown(column, content)
        if halves:
            chosen = [half for half, mark in zip(halves, marks, strict=False) if mark]
            self.fields["sequence"] = forms.MultipleChoiceField(
                choices=[(one, one) for one in halves], required=False, label="Half-years", initial=chosen,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        self.fields["reason"] = ReasonForm.base_fields["reason"]
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=seen)

    def clean(self) -> dict[str, Any]:
        """Read each cell by the rules of its column."""
        super().clean()
        self.told: dict[str, Any] = {}
        for column in self.columns:
            name = _name(column)
            if name in self.cleaned_data and not self._is_as_before(column, self.cleaned_data[name]):
                try:
                    self._put(column, value_of(column, self.cleaned_data[name]))
                except NotThat as wrong:
                    self.add_error(name, f"{wrong.wrong[:1].upper()}{wrong.wrong[1:]}. {wrong.mend}")
        if self.halves and "sequence" in self.cleaned_data:
            self.told["sequence"] = [int(one in self.cleaned_data["sequence"]) for one in self.halves]
        return self.cleaned_data

    @property
    def folded(self) -> frozenset[str]:
        """The names of fields that are rarely used and hold nothing, nor anything wrong."""
        held = {_name(one) for one in self.columns if one.key in RARE and _shown(one, self.content) is None}
        return frozenset(held - set(self.errors))

    def _is_as_before(self, column: Column, typed: Any) -> bool:
        """Whether a field says what it said: what nobody touched stays as it is, however it would be written."""
        before = _shown(column, self.content)
        if isinstance(typed, str):
            return typed.replace("\r\n", "\n").strip() == str(before or "").strip()
        return typed == before

    def _put(self, column: Column, value: Any) -> None:
        *way, last = column.key.split(".")
        if not way:
            self.told[last] = value
            return
        within = self.told.setdefault(way[0], dict(self.content.get(way[0], {})))
        if value in (None, ""):
            within.pop(last, None)
        else:
            within[last] = value


class BulkForm(ReasonForm):
    """What is set on many deliverables. What is left empty stays as it is."""

    marks_optional = False

    owner_role = forms.CharField(required=False, max_length=120, label="Owner: role", help_text="No person's name.")
    owner_organisation = forms.CharField(
        required=False, max_length=120, label="Owner: organisation", help_text="By its code, if it has one."
    )
    status = forms.ChoiceField(
        required=False, choices=[("", "Leave as it is"), *Status.choices], label="How they stand"
    )
    half_years = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Half-years", help_text="Tick none to leave them."
    )
    review_by = DatePartsField(required=False, label="Look at them again by")

    field_order = ("owner_role", "owner_organisation", "status", "half_years", "review_by", "reason")

    def __init__(self, typed: Any, *, halves: Sequence[str]) -> None:
        super().__init__(typed)
        self.fields["half_years"].choices = [(one, one) for one in halves]  # type: ignore[attr-defined]


def _name(column: Column) -> str:
    return column.key.replace(".", "__")


def _field(column: Column, options: Sequence[tuple[str, str]]) -> forms.Field:
    needed = {"required": f"Enter: {column.heading.lower()}"}
    more: dict[str, Any] = {
        "label": column.heading,
        "required": column.is_needed,
        "help_text": _hint(column),
        "error_messages": needed,
    }
    if options:
        return forms.ChoiceField(choices=[("", ""), *options], **more)
    if column.kind is Kind.DAY:
        return DatePartsField(**more)
    is_long = column.kind is Kind.LINES or column.key in LONG
    return forms.CharField(widget=forms.Textarea if is_long else forms.TextInput, max_length=LONGEST, **more)


def _hint(column: Column) -> str:
    more = {Kind.LINES: " One a line.", Kind.CODES: " With commas between them.", Kind.NUMBERS: " With commas between."}
    said = column.meaning.removesuffix(", one a line.").removesuffix("; the sheet Measures lists them.")
    said = f"{said.rstrip('.')}."
    return f"{said} Write 2025/26 Q3, 2025-06 or 2025." if column.kind is Kind.DUE else said + more.get(column.kind, "")


def _shown(column: Column, content: Mapping[str, Any]) -> str | date | None:
    """What a field holds first: the cell of the workbook, as text."""
    value: Any = content
    for name in column.key.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    if value in (None, "", []):
        return None
    if column.key == "due":
        value = {key: one for key, one in value.items() if key != "printed"}
    try:
        cell = cell_of(column, value) if value else None
    except (NotThat, TypeError, ValueError):
        cell = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    return cell if isinstance(cell, date) else None if cell is None else str(cell)
