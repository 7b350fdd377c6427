"""What is typed about meetings, their items, and what comes out of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms

from clearway.planning.groups.kinds import EFFECT_WORDS, PRESENCE_WORDS, InterestEffect, Presence
from clearway.site.agreements.forms import DatePartsField
from clearway.site.boxes import Option
from clearway.site.groups.fields import ClockField, moment_of
from clearway.site.groups.models import DecisionKind, Holder, ItemPurpose
from clearway.site.groups.services.meetings import Item

LINES = forms.Textarea


def _needed(words: str) -> dict[str, str]:
    return {"required": words}


class MeetingForm(forms.Form):
    """When and where a meeting is."""

    on = DatePartsField(label="Day", error_messages=_needed("Enter the day"))
    starts = ClockField(
        max_length=20, label="Begins at", help_text="For example, 14:00", error_messages=_needed("Enter when it begins")
    )
    ends = ClockField(
        max_length=20, label="Ends at", help_text="For example, 16:00", error_messages=_needed("Enter when it ends")
    )
    place = forms.CharField(
        max_length=300,
        label="Place",
        help_text="A room, or how to join.",
        error_messages=_needed("Enter where it is"),
    )

    def clean(self) -> dict[str, Any]:
        """The end after the beginning."""
        cleaned = super().clean() or {}
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", "The meeting would end before it begins")
        return cleaned

    def times(self) -> dict[str, datetime | str]:
        """When and where, as the service is told."""
        typed = self.cleaned_data
        return {
            "starts_at": moment_of(typed["on"], typed["starts"]),
            "ends_at": moment_of(typed["on"], typed["ends"]),
            "place": typed["place"],
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(max_length=500, label="Why", error_messages=_needed("Enter why"))


class NothingForm(forms.Form):
    """Nothing is typed: a press is enough."""


class AgreedForm(forms.Form):
    """On which day."""

    on = DatePartsField(label="Agreed on", error_messages=_needed("Enter the day on which they were agreed"))


class ItemForm(forms.Form):
    """An item of an agenda."""

    title = forms.CharField(max_length=200, label="Title", error_messages=_needed("Enter a title"))
    purpose = forms.ChoiceField(
        choices=ItemPurpose.choices,
        widget=forms.RadioSelect,
        label="What is asked of the group",
        error_messages=_needed("Choose what is asked of the group"),
    )
    decision_asked = forms.CharField(
        max_length=500, required=False, label="The decision that is asked for", help_text="In one sentence."
    )
    presenter = forms.CharField(max_length=200, required=False, label="Who brings it")
    minutes_planned = forms.IntegerField(min_value=1, max_value=600, required=False, label="Minutes planned for it")
    plain_summary = forms.CharField(
        widget=LINES, required=False, label="In plain words", help_text="For people who are not of the trade."
    )
    asked_of_people = forms.CharField(
        widget=LINES,
        required=False,
        label="What is asked of patient representatives",
        help_text="For example: is this how you would want to be told?",
    )

    def clean(self) -> dict[str, Any]:
        """What is for decision says which."""
        cleaned = super().clean() or {}
        if cleaned.get("purpose") == ItemPurpose.DECIDE and not cleaned.get("decision_asked"):
            self.add_error("decision_asked", "Enter the decision that is asked for")
        return cleaned

    def item(self) -> Item:
        """The item that was typed."""
        typed = dict(self.cleaned_data)
        return Item(**typed | {"purpose": ItemPurpose(typed["purpose"])})


class PaperForm(forms.Form):
    """A paper."""

    title = forms.CharField(max_length=200, label="Title of the paper", error_messages=_needed("Enter its title"))
    kept_at = forms.CharField(
        max_length=500,
        label="Where it is kept",
        help_text="A folder, or an address that members can open.",
        error_messages=_needed("Enter where it is kept"),
    )


class AttendanceForm(forms.Form):
    """Who came: for each holder of a seat one choice, and the name of a deputy."""

    marks_optional = False

    def __init__(self, *arguments: Any, holders: list[Holder], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.holders = holders
        for one in holders:
            self.fields[f"came_{one.pk}"] = forms.ChoiceField(
                choices=[("", ""), *((value.value, said) for value, said in PRESENCE_WORDS.items())],
                required=False,
                label=f"{one.name}, {one.seat.name}",
            )
            self.fields[f"deputy_{one.pk}"] = forms.CharField(
                max_length=200, required=False, label=f"Deputy of {one.name}"
            )

    def clean(self) -> dict[str, Any]:
        """A deputy who came has a name."""
        cleaned = super().clean() or {}
        for one in self.holders:
            if cleaned.get(f"came_{one.pk}") == Presence.DEPUTY and not cleaned.get(f"deputy_{one.pk}"):
                self.add_error(f"deputy_{one.pk}", "Enter who came")
        return cleaned

    def came(self) -> Mapping[int, tuple[Presence, str]]:
        """Who came, by the number of the holder; nobody of whom nothing was said."""
        return dict(self._said())

    def _said(self) -> Iterator[tuple[int, tuple[Presence, str]]]:
        for one in self.holders:
            chosen = self.cleaned_data.get(f"came_{one.pk}")
            if chosen:
                yield one.pk, (Presence(chosen), self.cleaned_data.get(f"deputy_{one.pk}", ""))


class InterestForm(forms.Form):
    """An interest in one item."""

    holder = forms.ChoiceField(label="Whose interest", error_messages=_needed("Choose whose interest it is"))
    words = forms.CharField(
        max_length=500, label="What the interest is", error_messages=_needed("Enter what the interest is")
    )
    effect = forms.ChoiceField(
        choices=[(one.value, said) for one, said in EFFECT_WORDS.items()],
        widget=forms.RadioSelect,
        label="What it does for this item",
        error_messages=_needed("Choose what it does"),
    )

    def __init__(self, *arguments: Any, holders: list[Option], **more: Any) -> None:
        super().__init__(*arguments, **more)
        chosen = self.fields["holder"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [("", ""), *holders]

    @property
    def chosen_effect(self) -> InterestEffect:
        """What it does."""
        return InterestEffect(self.cleaned_data["effect"])


class DiscussionForm(forms.Form):
    """What was said."""

    words = forms.CharField(
        widget=LINES,
        label="What was said",
        help_text="For the minutes. Write about matters, not about single patients.",
        error_messages=_needed("Enter what was said"),
    )


class DecisionForm(forms.Form):
    """What was decided."""

    kind = forms.ChoiceField(
        choices=DecisionKind.choices,
        widget=forms.RadioSelect,
        label="What it is",
        error_messages=_needed("Choose what it is"),
    )
    words = forms.CharField(
        widget=LINES, label="What was decided or recommended", error_messages=_needed("Enter what was decided")
    )
    delegation = forms.ChoiceField(
        required=False,
        label="Whose decision it is",
        help_text="A line of the scheme of delegation: it says who decides, and who must ratify.",
    )

    def __init__(self, *arguments: Any, lines: list[Option], **more: Any) -> None:
        super().__init__(*arguments, **more)
        chosen = self.fields["delegation"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [("", ""), *lines]


class RatifyForm(forms.Form):
    """Who ratified a decision, and when."""

    by_whom = forms.CharField(max_length=300, label="Who ratified it", error_messages=_needed("Enter who ratified it"))
    on = DatePartsField(label="Ratified on", error_messages=_needed("Enter the day"))


class ActionForm(forms.Form):
    """An action, its owner and its day."""

    words = forms.CharField(
        max_length=500, label="What is to be done", error_messages=_needed("Enter what is to be done")
    )
    owner = forms.ChoiceField(required=False, label="Owner who signs in to Clearway")
    owner_name = forms.CharField(max_length=200, required=False, label="Or the name or role of another owner")
    due_on = DatePartsField(label="Due on", error_messages=_needed("Enter the day"))

    def __init__(self, *arguments: Any, people: list[Option], **more: Any) -> None:
        super().__init__(*arguments, **more)
        chosen = self.fields["owner"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [("", ""), *people]

    def clean(self) -> dict[str, Any]:
        """One of the two says whose it is."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("owner")) == bool((cleaned.get("owner_name") or "").strip()):
            self.add_error("owner", "Choose a person, or enter a name: one of the two")
        return cleaned


class DoneForm(forms.Form):
    """What came of an action."""

    outcome = forms.CharField(max_length=500, label="What came of it", error_messages=_needed("Enter what came of it"))
    on = DatePartsField(label="Done on", error_messages=_needed("Enter the day"))
