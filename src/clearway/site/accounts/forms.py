"""The sign-in form: plain fields, checked here, drawn with the NHS.UK components."""

from django import forms


class SignInForm(forms.Form):
    """E-mail address and password, as typed."""

    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address in the form name@example.nhs.uk",
        },
    )
    password = forms.CharField(max_length=200, strip=False, error_messages={"required": "Enter your password"})
