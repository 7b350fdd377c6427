"""What is typed about a deliverable: the month on one page, its risks, its money."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from clearway.planning.structure import STREAMS
from clearway.site.agreements.forms import DatePartsField
from clearway.site.plan.models import ConcernKind, Deliverable, Milestone, Status
from clearway.site.plan.services.concerns import Said
from clearway.site.plan.services.money import Sum
from clearway.site.plan.services.updating import Dates
from clearway.site.plan.typed import pounds, why

LEVELS = ((1, "1 very low"), (2, "2 low"), (3, "3 middling"), (4, "4 high"), (5, "5 very high"))


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


class ConcernForm(forms.Form):
    """A risk, an issue or an assumption. `seen` is the mark of one that is there already."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    kind = forms.ChoiceField(
        choices=ConcernKind.choices,
        widget=forms.RadioSelect,
        label="What is it?",
        error_messages={"required": "Choose what it is"},
    )
    text = forms.CharField(
        widget=forms.Textarea,
        max_length=1_000,
        label="What could happen, or has?",
        error_messages={"required": "Enter what could happen, or has"},
    )
    likelihood = forms.TypedChoiceField(
        choices=[("", "Not said"), *LEVELS], coerce=int, empty_value=None, required=False, label="How likely"
    )
    impact = forms.TypedChoiceField(
        choices=[("", "Not said"), *LEVELS], coerce=int, empty_value=None, required=False, label="How much it matters"
    )
    control = forms.CharField(widget=forms.Textarea, max_length=1_000, required=False, label="What is done about it")
    owner = forms.CharField(max_length=120, required=False, label="Who looks after it", help_text="A role, no name.")
    review_by = DatePartsField(required=False, label="Look at it again by")

    @property
    def said(self) -> Said:
        """What was typed."""
        return Said(**{name: one for name, one in self.cleaned_data.items() if name != "seen"})


class CloseForm(forms.Form):
    """Why a concern is over."""

    because = forms.CharField(
        widget=forms.Textarea,
        max_length=1_000,
        label="Why is it over?",
        error_messages={"required": "Enter why it is over"},
    )


class LineForm(forms.Form):
    """The sums of one line. `seen` is its mark as the person saw it."""

    seen = forms.CharField(widget=forms.HiddenInput)

    planned = pounds("Planned", required=True)
    forecast = pounds("Expected now")
    actual = pounds("Spent")
    reason = why("Needed when what was planned changes.")

    @property
    def said(self) -> Sum:
        """What was typed."""
        return Sum(*(self.cleaned_data[name] for name in ("planned", "forecast", "actual")))


class NewLineForm(forms.Form):
    """Money for another quarter."""

    stream = forms.ChoiceField(
        choices=[(one, one.capitalize()) for one in STREAMS],
        widget=forms.RadioSelect,
        label="Kind of money",
        error_messages={"required": "Choose revenue or capital"},
    )
    quarter = forms.ChoiceField(label="Quarter", error_messages={"required": "Choose the quarter"})
    planned = pounds("Planned", required=True)

    def __init__(self, typed: Any, *, quarters: Sequence[str]) -> None:
        super().__init__(typed)
        self.fields["quarter"].choices = [(one, one) for one in quarters]  # type: ignore[attr-defined]
