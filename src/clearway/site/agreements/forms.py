"""The form for a sharing agreement: plain fields, dates as day, month and year."""

from datetime import date
from typing import Any

from django import forms

from clearway.site.agreements.models import Use
from clearway.site.agreements.services import Terms
from clearway.site.organisations.models import Organisation
from clearway.site.submissions.models import DataSet

PARTS = ("day", "month", "year")


class DatePartsWidget(forms.MultiWidget):
    """Three boxes: day, month, year."""

    def __init__(self) -> None:
        super().__init__(widgets={part: forms.TextInput() for part in PARTS})

    def decompress(self, value: date | None) -> list[Any]:
        """A date as its parts."""
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What was typed, under `name-day`, `name-month` and `name-year`."""
        return [(data.get(f"{name}-{part}") or "").strip() for part in PARTS]


class DatePartsField(forms.Field):
    """A real calendar date out of three boxes."""

    widget = DatePartsWidget

    def to_python(self, value: Any) -> date | None:
        """The date, or None when all boxes are empty."""
        if not any(value or ()):
            return None
        try:
            day, month, year = (int(part) for part in value)
            return date(year, month, day)
        except ValueError as error:
            raise forms.ValidationError("Enter a real date, such as 1 4 2026") from error


class AgreementForm(forms.Form):
    """What an agreement says, as typed."""

    title = forms.CharField(max_length=200, error_messages={"required": "Enter what the agreement is called"})
    parties = forms.MultipleChoiceField(required=False)
    more_parties = forms.CharField(max_length=400, required=False)
    data_sets = forms.MultipleChoiceField(
        choices=DataSet.choices, error_messages={"required": "Choose what the agreement covers"}
    )
    uses = forms.MultipleChoiceField(
        choices=Use.choices, error_messages={"required": "Choose what it lets be done with them"}
    )
    purpose = forms.CharField(max_length=2_000, error_messages={"required": "Enter what the records are shared for"})
    legal_basis = forms.CharField(max_length=2_000, error_messages={"required": "Enter the legal basis it names"})
    starts_on = DatePartsField(error_messages={"required": "Enter the first day on which it holds"})
    until = DatePartsField(error_messages={"required": "Enter the last day on which it holds"})
    review_by = DatePartsField(required=False)
    owner = forms.CharField(max_length=200, error_messages={"required": "Enter whom to ask about it"})
    document = forms.CharField(max_length=300, required=False)
    notes = forms.CharField(max_length=2_000, required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        held = [(one.code, str(one)) for one in Organisation.objects.order_by("-kind", "name")]
        field = self.fields["parties"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = held

    def clean(self) -> dict[str, Any]:
        """At least two parties between the ticked and the typed ones; the dates in order."""
        cleaned = super().clean() or {}
        parties = {
            *cleaned.get("parties", ()),
            *filter(None, cleaned.get("more_parties", "").replace(" ", "").split(",")),
        }
        if "parties" not in self.errors and len(parties) < 2:
            self.add_error("parties", "Choose at least two parties: who sends, and the alliance that receives")
        starts_on, until = cleaned.get("starts_on"), cleaned.get("until")
        if starts_on and until and until < starts_on:
            self.add_error("until", "The last day must not be before the first")
        return cleaned

    def terms(self) -> Terms:
        """What was typed as the terms of an agreement; call it on a valid form."""
        typed = dict(self.cleaned_data)
        more = filter(None, (code.strip() for code in typed.pop("more_parties").split(",")))
        return Terms(**{**typed, "parties": (*typed["parties"], *more)})

    def parts(self, name: str) -> list[str]:
        """What stands in the three boxes of a date."""
        typed = self[name].value()
        return [str(part) for part in typed] if isinstance(typed, list) else ["", "", ""]


class EndForm(forms.Form):
    """Why an agreement ends, and from which day."""

    ended_on = DatePartsField(error_messages={"required": "Enter the first day without the agreement"})
    reason = forms.CharField(max_length=2_000, error_messages={"required": "Enter why it ends"})

    def parts(self, name: str) -> list[str]:
        """What stands in the three boxes of a date."""
        typed = self[name].value()
        return [str(part) for part in typed] if isinstance(typed, list) else ["", "", ""]
