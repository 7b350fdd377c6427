"""What is typed when something is asked, and answered."""

from typing import Any

from django import forms

from clearway.site.agreements.forms import DatePartsField
from clearway.site.boxes import Option


def _needed(words: str) -> dict[str, str]:
    return {"required": words}


class AskingForm(forms.Form):
    """A question about variation."""

    organisation = forms.ChoiceField(label="Whom you ask", error_messages=_needed("Choose whom you ask"))
    measure = forms.ChoiceField(required=False, label="About which measure")
    place = forms.ChoiceField(required=False, label="About which place")
    group = forms.ChoiceField(required=False, label="For which group")
    words = forms.CharField(
        widget=forms.Textarea,
        label="The question",
        help_text="Ask what is behind a figure. For example: what do you see behind the change since May?",
        error_messages=_needed("Enter the question"),
    )
    reply_by = DatePartsField(label="A reply is hoped for by", error_messages=_needed("Enter the day"))

    def __init__(self, *arguments: Any, options: dict[str, list[Option]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        for name, given in options.items():
            chosen = self.fields[name]
            if isinstance(chosen, forms.ChoiceField):
                chosen.choices = [("", ""), *given]


def _words(label: str, help_text: str, needed: str) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea, label=label, help_text=help_text, error_messages=_needed(needed))


class ReplyForm(forms.Form):
    """A reply."""

    words = _words("Your reply", "Never write about one patient.", "Enter the reply")


class BeforeForm(forms.Form):
    """A question before a meeting."""

    words = _words(
        "Your question",
        "Everybody who reads groups sees it, with your name. Never write about one patient.",
        "Enter your question",
    )


class AnswerForm(forms.Form):
    """An answer to what was asked before a meeting."""

    words = _words("The answer", "In plain words.", "Enter the answer")
