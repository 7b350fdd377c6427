"""What is typed about publications."""

from typing import Any

from django import forms

from clearway.publications.releases.checks import month_in_words
from clearway.site.publishing.kinds import ReleaseKind
from clearway.site.publishing.models import LONGEST_REASON
from clearway.site.publishing.services.making import LONGEST_PARAGRAPH


class MakeForm(forms.Form):
    """What a publication is to be about: only what its kind asks for."""

    place = forms.ChoiceField(error_messages={"required": "Choose what it is about"})
    month = forms.ChoiceField(
        label="Month",
        help_text="Months whose figures are held here.",
        error_messages={"required": "Choose a month"},
    )
    audience = forms.ChoiceField(
        label="For whom",
        widget=forms.RadioSelect,
        help_text="It decides which small numbers are hidden.",
        error_messages={"required": "Choose for whom it is"},
    )

    def __init__(self, *arguments: Any, kind: ReleaseKind, months: list[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        places, audiences = kind.places(), kind.audiences if len(kind.audiences) > 1 else ()
        wanted = {
            "place": [("", ""), *places] if places else [],
            "month": [("", ""), *((one, month_in_words(one)) for one in months)] if kind.is_of_a_month else [],
            "audience": [(one.value, one.words.capitalize()) for one in audiences],
        }
        for name, choices in wanted.items():
            field = self.fields[name]
            if not choices:
                del self.fields[name]
            elif isinstance(field, forms.ChoiceField):
                field.choices = choices
        if "place" in self.fields:
            self.fields["place"].label = kind.place_label


class ReasonForm(forms.Form):
    """Why something is sent back or withdrawn."""

    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea,
        max_length=LONGEST_REASON,
        help_text="Everybody who sees the publication reads it.",
        error_messages={"required": "Say why", "max_length": f"Say it in {LONGEST_REASON} letters at most"},
    )


class TextForm(forms.Form):
    """The paragraphs of a publication, one box each; an empty one is left out."""

    marks_optional = False

    def __init__(self, *arguments: Any, text: dict[str, str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        for number, (name, words) in enumerate(text.items(), start=1):
            self.fields[f"paragraph-{number}"] = forms.CharField(
                label=name, initial=words, widget=forms.Textarea, max_length=LONGEST_PARAGRAPH, required=False
            )

    def text(self) -> dict[str, str]:
        """What was typed, under the name of each paragraph."""
        return {str(self.fields[key].label): words for key, words in self.cleaned_data.items()}
