"""What is typed about groups and their seats."""

from typing import Any

from django import forms

from clearway.planning.groups.kinds import GROUP_WORDS, SEAT_WORDS, GroupKind, SeatKind
from clearway.planning.groups.quorum import SHARE_WORDS, Need, QuorumRule, ShareOf
from clearway.site.agreements.forms import DatePartsField
from clearway.site.boxes import Option
from clearway.site.groups.fields import ShareField
from clearway.site.groups.services.groups import About

YES_NO = (("yes", "Yes"), ("no", "No"))
NEEDS = (1, 2, 3)
ANY_CLINICIAN = f"{SeatKind.CLINICAL},{SeatKind.PRIMARY_CARE}"
LINES = forms.Textarea


def _needed(words: str) -> dict[str, str]:
    return {"required": words}


class GroupForm(forms.Form):
    """What is said of a group."""

    name = forms.CharField(max_length=200, label="Name", error_messages=_needed("Enter the name of the group"))
    kind = forms.ChoiceField(
        choices=[(one.value, said) for one, said in GROUP_WORDS.items()],
        widget=forms.RadioSelect,
        label="What it is",
        error_messages=_needed("Choose what the group is"),
    )
    purpose = forms.CharField(
        widget=LINES, label="What it is for", error_messages=_needed("Enter what the group is for")
    )
    plain_summary = forms.CharField(
        widget=LINES, required=False, label="The same in plain words", help_text="For people who are new to it."
    )
    parent = forms.ChoiceField(required=False, label="Accountable to", help_text="Another group of the alliance.")
    accountable_to = forms.CharField(
        widget=LINES, required=False, label="Accountable to bodies outside the alliance", help_text="One on each line."
    )
    cadence = forms.CharField(max_length=100, required=False, label="How often it meets")
    tasks = forms.CharField(widget=LINES, required=False, label="Its tasks", help_text="One on each line.")
    would_not = forms.CharField(
        widget=LINES,
        required=False,
        label="What it would not do",
        help_text="One on each line. For example: it does not performance-manage members.",
    )
    seats_stated = forms.IntegerField(
        min_value=1,
        max_value=1_000,
        required=False,
        label="How many seats its terms state",
        help_text="Held against the sum of the seats that are listed.",
    )
    places = forms.CharField(
        widget=LINES, required=False, label="Places that ought to be spoken for", help_text="One on each line."
    )
    communities = forms.CharField(
        widget=LINES, required=False, label="Communities that ought to be spoken for", help_text="One on each line."
    )

    def __init__(self, *arguments: Any, parents: list[Option], **more: Any) -> None:
        super().__init__(*arguments, **more)
        chosen = self.fields["parent"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [("", "None"), *parents]

    def about(self, parents: dict[str, Any]) -> About:
        """What was typed; `parents` are the groups by their numbers."""
        typed = dict(self.cleaned_data)
        return About(**typed | {"kind": GroupKind(typed["kind"]), "parent": parents.get(typed["parent"])})


class SeatForm(forms.Form):
    """A kind of seat."""

    name = forms.CharField(max_length=200, label="Name of the seat", error_messages=_needed("Enter what it is called"))
    kind = forms.ChoiceField(
        choices=[("", ""), *((one.value, said) for one, said in SEAT_WORDS.items())],
        label="From which side its holder sits",
        help_text="A rule of quorum can ask that some of a side are there.",
        error_messages=_needed("Choose from which side its holder sits"),
    )
    positions = forms.IntegerField(
        min_value=1, max_value=500, initial=1, label="How many positions", error_messages=_needed("Enter how many")
    )
    represents = forms.CharField(max_length=300, required=False, label="Whom it represents")
    votes = forms.ChoiceField(
        choices=YES_NO,
        initial="yes",
        widget=forms.RadioSelect,
        label="Does its holder take part in decisions?",
        help_text="Who does not is not counted for quorum.",
        error_messages=_needed("Choose yes or no"),
    )


class AppointForm(forms.Form):
    """Who takes a seat."""

    person = forms.ChoiceField(required=False, label="Somebody who signs in to Clearway")
    name = forms.CharField(max_length=200, required=False, label="Or the name of somebody who does not")
    job = forms.CharField(max_length=200, required=False, label="Role and organisation")
    represents = forms.CharField(max_length=300, required=False, label="Whom they also represent")
    places = forms.CharField(widget=LINES, required=False, label="Places they speak for", help_text="One on each line.")
    communities = forms.CharField(
        widget=LINES, required=False, label="Communities they speak for", help_text="One on each line."
    )
    starts_on = DatePartsField(label="From", error_messages=_needed("Enter the first day"))

    def __init__(self, *arguments: Any, people: list[Option], **more: Any) -> None:
        super().__init__(*arguments, **more)
        chosen = self.fields["person"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [("", ""), *people]

    def clean(self) -> dict[str, Any]:
        """One of the two says who it is."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("person")) == bool((cleaned.get("name") or "").strip()):
            self.add_error("person", "Choose a person, or enter a name: one of the two")
        return cleaned


class DayForm(forms.Form):
    """From which day something is over."""

    on = DatePartsField(label="First day without it", error_messages=_needed("Enter the day"))


class EndForm(DayForm):
    """The same, with a reason."""

    reason = forms.CharField(max_length=500, label="Why", error_messages=_needed("Enter why"))


class TermsForm(forms.Form):
    """A version of the terms of reference."""

    words = forms.CharField(widget=LINES, label="The text", error_messages=_needed("Enter the text"))
    because = forms.CharField(
        max_length=500, label="What changed, and why", error_messages=_needed("Enter what changed, and why")
    )
    agreed_on = DatePartsField(label="Agreed on", error_messages=_needed("Enter the day on which it was agreed"))
    review_by = DatePartsField(
        required=False, label="To be looked at again by", help_text="Left empty, it is a year after it was agreed."
    )


class QuorumForm(forms.Form):
    """A rule of quorum: up to three kinds or seats of which some must be there."""

    least_number = forms.IntegerField(
        min_value=1, max_value=1_000, required=False, label="At least so many people", help_text="With a vote."
    )
    least_share = ShareField(
        max_length=20, required=False, label="At least this share", help_text="For example 1/2 or 50%. Rounded up."
    )
    share_of = forms.ChoiceField(
        choices=[(one.value, said.capitalize()) for one, said in SHARE_WORDS.items()],
        initial=ShareOf.HOLDERS.value,
        widget=forms.RadioSelect,
        label="The share is of",
    )
    need_1 = forms.ChoiceField(required=False, label="Must be there", help_text="At least one of these.")
    need_2 = forms.ChoiceField(required=False, label="And must be there", help_text="At least one of these.")
    need_3 = forms.ChoiceField(required=False, label="And must also be there", help_text="At least one of these.")
    deputies = forms.ChoiceField(choices=YES_NO, initial="yes", widget=forms.RadioSelect, label="Does a deputy count?")
    applies_from = DatePartsField(label="From", error_messages=_needed("Enter the first day on which it applies"))
    agreed_in = forms.CharField(
        max_length=300,
        required=False,
        label="Where the group agreed it",
        help_text="For example: meeting of 5 May 2026. Left empty, the rule is shown as provisional.",
    )

    def __init__(self, *arguments: Any, seats: list[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        options = [
            ("", ""),
            (ANY_CLINICIAN, "Any clinician, of a hospital or of primary care"),
            *((one.value, said) for one, said in SEAT_WORDS.items()),
            *((f"seat:{one}", f"The seat “{one}”") for one in seats),
        ]
        for place in NEEDS:
            chosen = self.fields[f"need_{place}"]
            if isinstance(chosen, forms.ChoiceField):
                chosen.choices = options

    def rule(self) -> QuorumRule:
        """The rule that was typed; provisional until the service knows where it was agreed."""
        typed = self.cleaned_data
        asked = dict.fromkeys(filter(None, (typed[f"need_{place}"] for place in NEEDS)))
        return QuorumRule(
            least_number=typed["least_number"],
            least_share=typed["least_share"],
            share_of=ShareOf(typed["share_of"]),
            needs=tuple(_need(one) for one in asked),
            deputies_count=typed["deputies"] == "yes",
        )


def _need(chosen: str) -> Need:
    if chosen.startswith("seat:"):
        return Need(1, seat=chosen.removeprefix("seat:"))
    return Need(1, kinds=tuple(SeatKind(one) for one in chosen.split(",")))


class DelegationForm(forms.Form):
    """A line of the scheme of delegation."""

    matter = forms.CharField(max_length=300, label="The matter", error_messages=_needed("Enter what it is about"))
    authority = forms.CharField(max_length=300, label="Who decides", error_messages=_needed("Enter who decides"))
    ratified_by = forms.CharField(
        max_length=300,
        required=False,
        label="Who must ratify it",
        help_text="For example: the boards of the trusts concerned. Left empty, nobody else needs to.",
    )
    agreed = forms.ChoiceField(
        choices=YES_NO,
        initial="no",
        widget=forms.RadioSelect,
        label="Have the organisations agreed this line?",
        help_text="Until they have, it is shown as provisional.",
    )
