"""What is typed about audiences, activities, consultations, what was heard, and work designed together."""

from typing import Any

from django import forms

from clearway.site.agreements.forms import DatePartsField
from clearway.site.boxes import Option
from clearway.site.engagement import choices
from clearway.site.engagement.models import AudienceKind, HeardState, Level
from clearway.site.engagement.services.audiences import AboutAudience
from clearway.site.engagement.services.consultations import AboutConsultation
from clearway.site.engagement.services.heard import AboutHeard, Answer
from clearway.site.engagement.services.planner import AboutActivity
from clearway.site.engagement.services.together import AboutTogether

LINES = forms.Textarea
LEVELS = [(str(one.value), one.label) for one in Level]
EASY_READ = "Short words and short sentences, one idea in each. Left empty, the text above stands alone."


def _needed(words: str) -> dict[str, str]:
    return {"required": words}


def _select(label: str, help_text: str = "") -> Any:
    return forms.ChoiceField(required=False, label=label, help_text=help_text)


def _several(label: str, help_text: str = "") -> Any:
    return forms.MultipleChoiceField(
        required=False, label=label, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


class ChoosingForm(forms.Form):
    """A form whose selects are filled when a page is asked for. `offered` names the options of each."""

    offered: dict[str, str] = {}  # noqa: RUF012 - a table of the class, never changed
    OPTIONS = {  # noqa: RUF012
        "places": choices.places,
        "deliverables": choices.deliverable_options,
        "forms": choices.form_options,
        "surveys": choices.survey_options,
        "audiences": lambda: [(key, one.name) for key, one in choices.audiences().items()],
        "consultations": lambda: [(key, one.title) for key, one in choices.consultations().items()],
        "activities": lambda: [(key, f"{one.when}: {one}"[:120]) for key, one in choices.activities().items()],
        "characteristics": choices.characteristic_options,
        "channels": choices.channel_options,
    }

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        for name, kind in self.offered.items():
            field = self.fields[name]
            options: list[Option] = self.OPTIONS[kind]()
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = options
            elif isinstance(field, forms.ChoiceField):
                field.choices = [("", ""), *options]

    def chosen(self, name: str, rows: dict[str, Any]) -> Any:
        """The row that was chosen, or None."""
        return rows.get(self.cleaned_data[name])


class AudienceForm(ChoosingForm):
    """Who is to be reached."""

    offered = {"place": "places", "characteristics": "characteristics"}  # noqa: RUF012

    name = forms.CharField(max_length=200, label="Who it is", error_messages=_needed("Enter who it is"))
    kind = forms.ChoiceField(
        choices=AudienceKind.choices, widget=forms.RadioSelect, label="What it is",
        error_messages=_needed("Choose what it is"),
    )  # fmt: skip
    interest = forms.ChoiceField(choices=[("", ""), *LEVELS], required=False, label="How much it matters to them")
    influence = forms.ChoiceField(choices=[("", ""), *LEVELS], required=False, label="How much they can move")
    contact = forms.CharField(
        max_length=200, required=False, label="Whom to turn to", help_text="A role or an organisation, never a name."
    )
    reached_by = forms.CharField(max_length=300, required=False, label="How they are best reached")
    place = _select("Where")
    characteristics = _several(
        "Protected characteristics it stands for", "Of the Equality Act 2010. For example age, for young people."
    )

    def about(self) -> AboutAudience:
        """What was typed."""
        typed = dict(self.cleaned_data)
        levels = {name: int(typed[name]) if typed[name] else None for name in ("interest", "influence")}
        return AboutAudience(**typed | levels | {"kind": AudienceKind(typed["kind"])})


class ActivityForm(ChoosingForm):
    """An activity of the planner."""

    offered = {  # noqa: RUF012
        "audiences": "audiences", "characteristics": "characteristics", "channel": "channels", "place": "places",
        "consultation": "consultations", "deliverable": "deliverables", "form": "forms",
    }  # fmt: skip

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(widget=LINES, label="Activity", error_messages=_needed("Enter what is done"))
    when = forms.CharField(
        max_length=100, required=False, label="Date in words", help_text="For example: Jan to March 2026. Or give days."
    )
    first_day = DatePartsField(required=False, label="First day")
    last_day = DatePartsField(required=False, label="Last day", help_text="Only if it takes longer than a day.")
    audience = forms.CharField(max_length=300, required=False, label="Audience in words")
    audiences = _several("Audiences of the list")
    characteristics = _several("Protected characteristics it is meant to reach")
    channel = _select("By what means")
    lead = forms.CharField(max_length=200, required=False, label="Who leads", help_text="A role, never a name.")
    place = _select("For which place")
    venue = forms.CharField(max_length=300, required=False, label="Where it happens")
    take_part = forms.CharField(widget=LINES, required=False, label="How people can take part")
    comments = forms.CharField(widget=LINES, required=False, label="Comments")
    update = forms.CharField(widget=LINES, required=False, label="Update")
    form = _select("Survey that goes with it", "A form that anybody may fill in.")
    consultation = _select("Part of a consultation")
    deliverable = _select("Serves which promise of the plan")

    def about(self) -> AboutActivity:
        """What was typed."""
        typed = {name: one for name, one in self.cleaned_data.items() if name != "revision"}
        known = choices.audiences()
        rows = {
            "audiences": [known[key] for key in typed["audiences"] if key in known],
            "consultation": self.chosen("consultation", choices.consultations()),
            "deliverable": self.chosen("deliverable", choices.deliverables()),
        }
        return AboutActivity(**typed | rows)


class FinishForm(ChoosingForm):
    """What came of an activity."""

    offered = {"characteristics": "characteristics"}  # noqa: RUF012

    outcome = forms.CharField(widget=LINES, label="What came of it", error_messages=_needed("Enter what came of it"))
    people = forms.IntegerField(
        min_value=0, required=False, label="How many people", help_text="Leave it empty where nobody counted."
    )
    characteristics = _several("Protected characteristics that were reached", "Only what you know, not what you hope.")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(max_length=500, label="Why", error_messages=_needed("Enter why"))


class EndForm(ReasonForm):
    """From which day something is over, and why."""

    on = DatePartsField(label="First day without it", error_messages=_needed("Enter the day"))


class PlannerFileForm(forms.Form):
    """A file of activities."""

    upload = forms.FileField(
        max_length=200,
        error_messages={
            "required": "Choose the file: CSV or Excel, at most 2 MB",
            "empty": "The file is empty",
            "max_length": "The file’s name is too long",
        },
    )


class ConsultationForm(ChoosingForm):
    """A consultation."""

    offered = {  # noqa: RUF012
        "place": "places", "form": "forms", "deliverable": "deliverables", "audiences": "audiences",
        "characteristics": "characteristics",
    }  # fmt: skip

    title = forms.CharField(max_length=200, label="Title", error_messages=_needed("Enter a title"))
    proposal = forms.CharField(
        widget=LINES, label="What is proposed", help_text="In plain words: what, why, and which options there are.",
        error_messages=_needed("Enter what is proposed"),
    )  # fmt: skip
    easy_read = forms.CharField(widget=LINES, required=False, label="The same as easy read", help_text=EASY_READ)
    decided_by = forms.CharField(max_length=200, label="Who decides", error_messages=_needed("Enter who decides"))
    opens_on = DatePartsField(required=False, label="First day to answer")
    closes_on = DatePartsField(required=False, label="Last day to answer")
    place = _select("For which place")
    form = _select("Form by which people answer")
    audiences = _several("Who is asked")
    characteristics = _several("Protected characteristics it is meant to reach")
    deliverable = _select("Serves which promise of the plan")

    def about(self) -> AboutConsultation:
        """What was typed."""
        typed, known = dict(self.cleaned_data), choices.audiences()
        rows = {
            "audiences": [known[key] for key in typed["audiences"] if key in known],
            "deliverable": self.chosen("deliverable", choices.deliverables()),
        }
        return AboutConsultation(**typed | rows)


class EvidenceForm(forms.Form):
    """What shows that a principle is met."""

    words = forms.CharField(widget=LINES, label="What shows it", error_messages=_needed("Enter what shows it"))
    kept_at = forms.CharField(
        max_length=500, label="Where it is kept", help_text="A link, or a document and the folder it is in.",
        error_messages=_needed("Enter where it is kept"),
    )  # fmt: skip
    who = forms.CharField(
        max_length=200, label="Whose it is", help_text="A role or an organisation, never a name.",
        error_messages=_needed("Enter whose it is"),
    )  # fmt: skip
    dated = DatePartsField(label="Of which day", error_messages=_needed("Enter the day"))


class ConsideredForm(forms.Form):
    """How answers were counted and taken into account."""

    responses = forms.IntegerField(
        min_value=0, max_value=10_000_000, label="How many answered", error_messages=_needed("Enter how many answered")
    )
    report = forms.CharField(
        max_length=500, label="Where the report is kept", help_text="A link, or a document and the folder it is in.",
        error_messages=_needed("Enter where the report is kept"),
    )  # fmt: skip
    report_words = forms.CharField(
        widget=LINES, label="How the answers were taken into account",
        help_text="What people said, what changed because of it, and what did not, with why.",
        error_messages=_needed("Enter how they were taken into account"),
    )  # fmt: skip


class HeardForm(ChoosingForm):
    """What people said."""

    offered = {  # noqa: RUF012
        "place": "places", "activity": "activities", "consultation": "consultations", "form": "surveys",
    }  # fmt: skip

    said = forms.CharField(
        widget=LINES, max_length=2_000, label="What people said",
        help_text="In other words than theirs, so that nobody can be recognised.",
        error_messages=_needed("Enter what people said"),
    )  # fmt: skip
    heard_on = DatePartsField(label="Heard on", error_messages=_needed("Enter the day"))
    came_from = forms.CharField(
        max_length=200, label="Where it was heard", help_text="For example: visits to support groups, spring 2026.",
        error_messages=_needed("Enter where it was heard"),
    )  # fmt: skip
    place = _select("For which place", "Left empty, it is for the whole alliance.")
    activity = _select("At which activity")
    consultation = _select("In which consultation")
    form = _select("Through which survey, or a theme of it")
    easy_read = forms.CharField(widget=LINES, required=False, label="The same as easy read", help_text=EASY_READ)
    nobody = forms.MultipleChoiceField(
        choices=[("yes", "I put it in other words, and nobody can be recognised in it")],
        widget=forms.CheckboxSelectMultiple, label="Before you add it",
        error_messages=_needed("Confirm that nobody can be recognised in it"),
    )  # fmt: skip

    def about(self) -> AboutHeard:
        """What was typed."""
        typed = {name: one for name, one in self.cleaned_data.items() if name != "nobody"}
        form, _, theme = typed["form"].partition(":")
        rows = {
            "form": form,
            "theme": theme,
            "activity": self.chosen("activity", choices.activities()),
            "consultation": self.chosen("consultation", choices.consultations()),
        }
        return AboutHeard(**typed | rows)


class AnswerForm(ChoosingForm):
    """What came of what people said."""

    offered = {"deliverable": "deliverables"}  # noqa: RUF012

    state = forms.ChoiceField(choices=HeardState.choices, widget=forms.RadioSelect, label="How it stands")
    did = forms.CharField(
        widget=LINES, required=False, max_length=2_000, label="What we did, or why we cannot",
        help_text="Write it to the people who spoke up.",
    )  # fmt: skip
    on = DatePartsField(required=False, label="Since when", help_text="The day on which it changed or was decided.")
    easy_read = forms.CharField(widget=LINES, required=False, label="Both as easy read", help_text=EASY_READ)
    deliverable = _select("It is in the plan as")
    public = forms.MultipleChoiceField(
        required=False, choices=[("yes", "Put it forward for the public page")], widget=forms.CheckboxSelectMultiple,
        label="For everybody", help_text="It is published once a second person approved the release that holds it.",
    )  # fmt: skip

    def answer(self) -> Answer:
        """What was typed."""
        typed = self.cleaned_data
        return Answer(
            state=HeardState(typed["state"]),
            did=typed["did"],
            on=typed["on"],
            easy_read=typed["easy_read"],
            deliverable=self.chosen("deliverable", choices.deliverables()),
            is_for_public=bool(typed["public"]),
        )


class TogetherForm(ChoosingForm):
    """What was designed together."""

    offered = {"place": "places", "deliverable": "deliverables"}  # noqa: RUF012

    title = forms.CharField(max_length=200, label="What it was about", error_messages=_needed("Enter a title"))
    began_on = DatePartsField(label="Began on", error_messages=_needed("Enter the day"))
    took_part = forms.CharField(
        widget=LINES, label="Who took part", help_text="Roles, one on each line: 4 people who had treatment. No names.",
        error_messages=_needed("Enter who took part"),
    )  # fmt: skip
    designed = forms.CharField(
        widget=LINES, label="What was designed together", error_messages=_needed("Enter what was designed together")
    )
    support = forms.CharField(
        widget=LINES, required=False, label="How people were supported to take part",
        help_text="For example: travel paid, papers in large print, an evening.",
    )  # fmt: skip
    changed = forms.CharField(widget=LINES, required=False, label="What changed because of it")
    changed_on = DatePartsField(required=False, label="It changed on")
    place = _select("Where")
    deliverable = _select("It is in the plan as")

    def about(self) -> AboutTogether:
        """What was typed."""
        row = {"deliverable": self.chosen("deliverable", choices.deliverables())}
        return AboutTogether(**dict(self.cleaned_data) | row)


class WordsForm(forms.Form):
    """A text to be looked at."""

    text = forms.CharField(
        widget=LINES, max_length=20_000, label="Your text", help_text="It is looked at and not kept.",
        error_messages=_needed("Enter the text"),
    )  # fmt: skip


class NothingForm(forms.Form):
    """A step that asks for nothing more."""

    agreed = forms.CharField(required=False, widget=forms.HiddenInput)
