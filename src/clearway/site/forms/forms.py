"""The small forms around a form: starting it, saying why, naming oneself, choosing a file."""

from typing import Any

from django import forms

from clearway.site.agreements.forms import DatePartsField
from clearway.site.annotations.forms import PartsForm
from clearway.site.forms.models import LONGEST_SUBJECT
from clearway.site.forms.questionnaire.form_type import FormType, Party
from clearway.site.forms.services.starting import Filler, suits
from clearway.site.organisations.models import Membership, Organisation

SUBJECT = {
    "required": "Enter what the form is about",
    "max_length": f"Use {LONGEST_SUBJECT} characters or fewer",
}


class StartForm(PartsForm):
    """What a form is about, until when, and who fills each part."""

    subject = forms.CharField(max_length=LONGEST_SUBJECT, error_messages=SUBJECT)
    due_on = DatePartsField(required=False)

    def __init__(self, *arguments: Any, asked: FormType, by: Membership, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.asked = asked
        self.others: list[tuple[Party, list[tuple[str, str]]]] = []
        for party in asked.parties:
            own = suits(by.organisation, party)
            held = [one for one in Organisation.objects.order_by("name") if suits(one, party)]
            choices = [(one.code, str(one)) for one in held if one.pk != by.organisation.pk]
            if own:
                choices.insert(0, (by.organisation.code, str(by.organisation)))
            self.others.append((party, choices))
            self.fields[f"{party.id}_code"] = forms.ChoiceField(
                choices=choices, required=False, initial=by.organisation.code if own else ""
            )
            self.fields[f"{party.id}_new"] = forms.CharField(max_length=20, required=False)
            self.fields[f"{party.id}_name"] = forms.CharField(max_length=200, required=False)
            self.fields[f"{party.id}_network"] = forms.CharField(max_length=20, required=False)

    def fillers(self) -> dict[str, Filler]:
        """Who fills each part, as chosen or typed."""
        typed = self.cleaned_data
        return {
            party.id: Filler(
                typed[f"{party.id}_new"] or typed[f"{party.id}_code"],
                typed[f"{party.id}_name"],
                typed[f"{party.id}_network"],
            )
            for party, _ in self.others
        }


class ReasonForm(PartsForm):
    """Why a part is sent back."""

    reason = forms.CharField(
        max_length=1_000,
        error_messages={"required": "Enter why it is sent back", "max_length": "Use 1,000 characters or fewer"},
    )


class SignerForm(PartsForm):
    """Who signs, where nobody has signed in."""

    name = forms.CharField(max_length=100, error_messages={"required": "Enter your name"})
    role = forms.CharField(max_length=100, error_messages={"required": "Enter your role"})


class TypeFileForm(PartsForm):
    """A type of form as a file."""

    upload = forms.FileField(
        max_length=200, error_messages={"required": "Choose a file", "empty": "The file is empty: choose another"}
    )
