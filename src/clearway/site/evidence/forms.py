"""What is typed when something is made of what was seen."""

from collections.abc import Sequence
from typing import Any

from django import forms

from clearway.site.agreements.forms import DatePartsField


class ActForm(forms.Form):
    """An activity of a deliverable."""

    deliverable = forms.ChoiceField(label="For which deliverable", error_messages={"required": "Choose a deliverable"})
    words = forms.CharField(
        widget=forms.Textarea,
        max_length=1_000,
        label="What is to be done",
        help_text="Everybody who reads the plan sees it. Never write about one patient.",
        error_messages={"required": "Enter what is to be done"},
    )
    due = DatePartsField(required=False, label="By")

    def __init__(self, typed: Any, *, deliverables: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__(typed, initial={"deliverable": chosen})
        self.fields["deliverable"].choices = [("", ""), *deliverables]  # type: ignore[attr-defined]
