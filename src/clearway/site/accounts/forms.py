"""The forms of signing in: plain fields, checked here, drawn with the NHS.UK components."""

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


class CodeForm(forms.Form):
    """A code of the telephone, or a recovery code, as typed."""

    code = forms.CharField(max_length=40, error_messages={"required": "Enter a code"})


class ResetForm(forms.Form):
    """Why somebody's second step is reset."""

    reason = forms.CharField(max_length=500, error_messages={"required": "Say why"})
