"""What is said to a suggested match."""

from django import forms

from clearway.site.crosswalk.models import LONGEST_REASON


class AnswerForm(forms.Form):
    """Accept or reject, and why."""

    answer = forms.ChoiceField(
        choices=[("accepted", "Yes, it answers it"), ("rejected", "No, it does not")],
        widget=forms.RadioSelect,
        label="Does it answer what is asked?",
        error_messages={"required": "Choose yes or no"},
    )
    reason = forms.CharField(
        max_length=LONGEST_REASON, label="Why", error_messages={"required": "Enter why, in a few words"}
    )
