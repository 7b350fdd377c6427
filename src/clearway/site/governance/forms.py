"""The form that asks for everything held about one person."""

from django import forms

from clearway.site.submissions.services import LONGEST_REASON


class PersonForm(forms.Form):
    """Whose rows, and why. What the number has to be is checked where it is used."""

    number = forms.CharField(max_length=20, error_messages={"required": "Enter the person's NHS number."})
    reason = forms.CharField(max_length=LONGEST_REASON, error_messages={"required": "Say why this is taken out."})
