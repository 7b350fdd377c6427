"""What is typed about people: plain fields, checked here, drawn with the NHS.UK components."""

from typing import Any

from django import forms
from django.utils import timezone

from clearway.site.agreements.forms import DatePartsField
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ROLES
from clearway.site.people.reading import organisations_in_care
from clearway.site.people.services.inviting import Wanted

EMAIL = {
    "required": "Enter the e-mail address",
    "invalid": "Enter an e-mail address in the form name@example.nhs.uk",
}


class WithDates(forms.Form):
    """A form with dates in three boxes."""

    def parts(self, name: str) -> list[str]:
        """What stands in the three boxes of a date."""
        typed = self[name].value()
        return [str(part) for part in typed] if isinstance(typed, list) else ["", "", ""]


class RoleForm(WithDates):
    """A role to be given: which, where, from when and, if that is known, until when."""

    role = forms.ChoiceField(
        choices=[(key, role.display_name) for key, role in ROLES.items()],
        error_messages={"required": "Choose a role", "invalid_choice": "Choose a role of the list"},
    )
    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        to_field_name="code",
        error_messages={"required": "Choose an organisation", "invalid_choice": "Choose an organisation of the list"},
    )
    starts_on = DatePartsField(required=False)
    ended_on = DatePartsField(required=False)

    def __init__(self, by: Membership, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.organisations = organisations_in_care(by).order_by("kind", "name")
        field = self.fields["organisation"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = self.organisations

    def wanted(self) -> Wanted:
        """What was typed; call it on a valid form. Without a first day the role begins today."""
        typed = self.cleaned_data
        return Wanted(
            organisation=typed["organisation"],
            role=ROLES[typed["role"]],
            starts_on=typed["starts_on"] or timezone.localdate(),
            ended_on=typed["ended_on"],
        )


class AddForm(RoleForm):
    """Somebody new, with a first role."""

    name = forms.CharField(max_length=150, error_messages={"required": "Enter the person's name"})
    email = forms.EmailField(max_length=254, error_messages=EMAIL)
    field_order = ("name", "email", "role", "organisation", "starts_on", "ended_on")


class EndForm(WithDates):
    """From which day somebody no longer holds a role, and why."""

    ended_on = DatePartsField(required=False)
    reason = forms.CharField(max_length=2_000, error_messages={"required": "Enter why the role ends"})


class ReasonForm(forms.Form):
    """Why somebody is signed out everywhere, shut out or let in again."""

    reason = forms.CharField(max_length=2_000, error_messages={"required": "Enter why"})


class ForgottenForm(forms.Form):
    """The address of whoever asks for a new password."""

    email = forms.EmailField(max_length=254, error_messages={**EMAIL, "required": "Enter your e-mail address"})


class PasswordForm(forms.Form):
    """A password of one's own, as typed."""

    password = forms.CharField(max_length=200, strip=False, error_messages={"required": "Choose a password"})
