"""The three forms of the retention page of one file: hold, release, purge."""

from django import forms

REASON = "Enter why: it is kept in the audit trail"


class ReasonForm(forms.Form):
    """A reason, for a hold or its release."""

    reason = forms.CharField(max_length=2_000, error_messages={"required": REASON})


class PurgeForm(forms.Form):
    """A reason, and the name of the submission typed again."""

    because = forms.CharField(max_length=2_000, error_messages={"required": REASON})
    typed = forms.CharField(max_length=60, required=False)

    def __init__(self, *arguments: object, name: str, **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]
        self._name = name

    def clean_typed(self) -> str:
        """The name, exactly."""
        typed = str(self.cleaned_data["typed"])
        if typed != self._name:
            raise forms.ValidationError("Type the submission's name exactly as it is shown")
        return typed
