"""What is typed about a deliverable: the month on one page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from clearway.site.agreements.forms import DatePartsField
from clearway.site.plan.models import Deliverable, Milestone, Status
from clearway.site.plan.services.updating import Dates


class MonthForm(forms.Form):
    """How a deliverable stands, what shows it, and the dates of each of its milestones."""

    marks_optional = False

    status = forms.ChoiceField(
        choices=Status.choices,
        widget=forms.RadioSelect,
        label="How does it stand?",
        error_messages={"required": "Choose how it stands"},
    )
    evidence = forms.CharField(
        widget=forms.Textarea,
        required=False,
        max_length=2_000,
        label="What shows it?",
        help_text="A sentence: what was done, seen or decided. Needed when the state is new.",
    )
    seen_at = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, typed: Any, *, deliverable: Deliverable, milestones: Sequence[Milestone]) -> None:
        initial: dict[str, Any] = {"status": deliverable.status, "seen_at": deliverable.changed_at.isoformat()}
        super().__init__(typed, initial=initial)
        self.milestones = milestones
        for one in milestones:
            self.fields[f"forecast_{one.pk}"] = DatePartsField(
                required=False, label="Expected on", initial=one.forecast
            )
            self.fields[f"actual_{one.pk}"] = DatePartsField(required=False, label="Passed on", initial=one.actual)
            self.fields[f"reason_{one.pk}"] = forms.CharField(
                required=False, max_length=500, label="Why the date changed", help_text="Needed when a date changes."
            )

    def clean_seen_at(self) -> datetime:
        """When the row was last changed, as the person saw it."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen_at"])
        except ValueError as error:
            raise forms.ValidationError("Open the page again") from error

    @property
    def dates(self) -> list[Dates]:
        """What is said of each milestone."""
        said = self.cleaned_data
        return [
            Dates(one.pk, said[f"forecast_{one.pk}"], said[f"actual_{one.pk}"], said[f"reason_{one.pk}"])
            for one in self.milestones
        ]
