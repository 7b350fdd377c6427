"""What is typed to ask for a file, to decide on one, to take one, and to allow somebody more."""

from django import forms

from clearway.site.exports.models import LONGEST_REASON


class AskForm(forms.Form):
    """What a file is for, and why."""

    purpose = forms.CharField(max_length=20, error_messages={"required": "Say what the file is for."})
    reason = forms.CharField(max_length=LONGEST_REASON, error_messages={"required": "Say why it is taken."})


class DecideForm(forms.Form):
    """Whether a file may be taken, and why not."""

    decision = forms.ChoiceField(
        choices=(("agree", "Agree"), ("decline", "Decline")), error_messages={"required": "Choose one of the two."}
    )
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)


class TakeForm(forms.Form):
    """In which format, and the list of the national service where it is asked."""

    format = forms.ChoiceField(
        choices=(("xlsx", "Excel"), ("csv", "CSV")), error_messages={"required": "Choose Excel or CSV."}
    )
    listed = forms.FileField(required=False, allow_empty_file=True)


class AllowForm(forms.Form):
    """Why somebody may have more today."""

    reason = forms.CharField(max_length=LONGEST_REASON, error_messages={"required": "Say why they may have more."})
