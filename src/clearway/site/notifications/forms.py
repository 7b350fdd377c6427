"""What a person types of how they want to be told."""

from datetime import time

from django import forms

from clearway.site.notifications.models import Digest

HOURS = tuple((str(hour), f"{time(hour):%H:%M}") for hour in range(24))


class SettingsForm(forms.Form):
    """Whether to be told by mail, and the hours in which none comes."""

    digest = forms.ChoiceField(choices=Digest.choices, error_messages={"required": "Choose daily or never"})
    quiet_from = forms.ChoiceField(choices=HOURS, error_messages={"required": "Choose when quiet hours begin"})
    quiet_until = forms.ChoiceField(choices=HOURS, error_messages={"required": "Choose when quiet hours end"})

    def hours(self) -> tuple[time, time]:
        """The quiet hours that were chosen."""
        return time(int(self.cleaned_data["quiet_from"])), time(int(self.cleaned_data["quiet_until"]))
