"""The form for a token."""

from datetime import date, timedelta

from django import forms

CHOICES = (("30", "30 days"), ("90", "90 days"), ("180", "6 months"), ("365", "1 year"))


class TokenForm(forms.Form):
    """What a token is for, and for how long."""

    name = forms.CharField(max_length=80, error_messages={"required": "Enter what the token is for"})
    days = forms.ChoiceField(choices=CHOICES, error_messages={"required": "Choose how long it lasts"})
    asked_as = forms.RegexField(r"^[0-9a-f]{32}$", error_messages={"required": "Load the page again"})

    def expires_on(self, today: date) -> date:
        """The last day on which the token works; call it on a valid form."""
        return today + timedelta(days=int(self.cleaned_data["days"]))
