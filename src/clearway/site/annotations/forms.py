"""The forms of notes, own measures and reviews, as typed."""

from datetime import date
from typing import Any

from django import forms

from clearway.site.agreements.forms import DatePartsField
from clearway.site.annotations.models import LONGEST_AREA, LONGEST_WORDS, AnnotationKind, Precision

WORDS_LONGEST = {"max_length": f"Use {LONGEST_WORDS:,} characters or fewer"}


class PartsForm(forms.Form):
    """A form that may have dates in three boxes."""

    def parts(self, name: str) -> list[str]:
        """What stands in the three boxes of a date."""
        typed = self[name].value()
        if isinstance(typed, date):
            return [str(typed.day), str(typed.month), str(typed.year)]
        return [str(part) for part in typed] if isinstance(typed, list) else ["", "", ""]


class DayOrMonthField(DatePartsField):
    """A real date out of three boxes; without a day, the first of the month."""

    def to_python(self, value: Any) -> date | None:
        """The date, or None when all boxes are empty."""
        typed = list(value or ())
        if len(typed) == 3 and not typed[0] and any(typed):
            typed[0] = "1"
        return super().to_python(typed)


class AnnotationForm(PartsForm):
    """Something that happened: when, what, and where."""

    kind = forms.ChoiceField(choices=AnnotationKind.choices, error_messages={"required": "Choose what happened"})
    words = forms.CharField(
        max_length=LONGEST_WORDS, error_messages={"required": "Enter what happened, in a sentence", **WORDS_LONGEST}
    )
    at = DayOrMonthField(error_messages={"required": "Enter when it happened: a day, or a month and a year"})
    area = forms.CharField(max_length=LONGEST_AREA, required=False)
    every_measure = forms.BooleanField(required=False)

    @property
    def precision(self) -> Precision:
        """Whether a day was typed, or a month alone; ask it of a valid form."""
        return Precision.DAY if self.parts("at")[0] else Precision.MONTH


class CommentForm(PartsForm):
    """What somebody has to say."""

    words = forms.CharField(
        max_length=LONGEST_WORDS, error_messages={"required": "Enter your comment", **WORDS_LONGEST}
    )
    area = forms.CharField(max_length=LONGEST_AREA, required=False)


class PhaseForm(PartsForm):
    """From which period the limits are worked out anew, and why."""

    begins = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Choose the first period of the new phase", "invalid": "Choose a period"},
    )
    reason = forms.CharField(
        max_length=LONGEST_WORDS,
        error_messages={"required": "Enter why the limits are worked out anew", **WORDS_LONGEST},
    )


class WithdrawForm(PartsForm):
    """Why something no longer holds."""

    reason = forms.CharField(
        max_length=LONGEST_WORDS, error_messages={"required": "Enter why it is withdrawn", **WORDS_LONGEST}
    )


class FileForm(PartsForm):
    """A definition as a file."""

    upload = forms.FileField(
        max_length=200, error_messages={"required": "Choose a file", "empty": "The file is empty: choose another"}
    )


class TextForm(PartsForm):
    """A definition as text, with the moment at which the draft that was opened had been saved."""

    text = forms.CharField(strip=False, error_messages={"required": "Enter the definition"})
    seen = forms.CharField(max_length=40, required=False)


class DecideForm(PartsForm):
    """What is done with a version, and why."""

    action = forms.ChoiceField(choices=[(one, one) for one in ("submit", "agree", "return", "withdraw")])
    reason = forms.CharField(max_length=LONGEST_WORDS, required=False, error_messages={**WORDS_LONGEST})


class ReviewForm(PartsForm):
    """That a definition was reviewed: when, as what, and when again."""

    reviewed_on = DatePartsField(error_messages={"required": "Enter the day on which it was reviewed"})
    as_role = forms.CharField(max_length=200, error_messages={"required": "Enter as what it was reviewed"})
    next_review = DatePartsField(error_messages={"required": "Enter when it is due again"})
    note = forms.CharField(max_length=LONGEST_WORDS, required=False, error_messages={**WORDS_LONGEST})
