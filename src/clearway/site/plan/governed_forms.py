"""What is typed about money received, savings, bids, options, gates, roll-outs and agreement."""

from typing import Any

from django import forms

from clearway.planning.agreement import ANSWERS
from clearway.planning.bids.bid import DECISIONS
from clearway.planning.gates import BEFORE, KINDS
from clearway.planning.rollout import STATUSES
from clearway.site.plan.models import Plan
from clearway.site.plan.typed import (
    SeenForm,
    day,
    deliverables_of,
    fill,
    line,
    listed,
    one_of,
    pounds,
    quarters_of,
    stream,
    text,
    why,
)


class ConfirmForm(forms.Form):
    """Nothing to type: only yes."""


class AllocationForm(SeenForm):
    """Money received."""

    source = line("Who gave it", hint="A fund or a body, such as NHS England cancer programme.")
    amount = pounds("How much", required=True)
    stream = stream()
    quarter = listed("For which quarter")
    conditions = text("Conditions", hint="What it may be spent on, and what must be shown.")
    received_on = day("Confirmed on")
    reason = why("Needed when a sum, its quarter or its kind changes.")

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, quarter=quarters_of(plan))


class PlacementForm(SeenForm):
    """A part of an allocation that goes on."""

    amount = pounds("How much", required=True)
    deliverable = listed("To which deliverable", required=False)
    organisation = line("To which organisation", required=False, longest=120)
    reason = why("Needed when it changes.")

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, deliverable=deliverables_of(plan))


class SavingForm(SeenForm):
    """A saving in a quarter."""

    title = line("What is saved", hint="Such as fewer colonoscopies, or hours of nurses.")
    quarter = listed("In which quarter")
    cash_releasing = one_of(
        "Can the money be spent on something else?",
        [("yes", "Yes: it releases cash"), ("no", "No: it is time or capacity, priced")],
    )
    planned = pounds("Planned", required=True)
    forecast = pounds("Expected now")
    delivered = pounds("Delivered")
    reason = why("Needed when what was planned changes.")

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, quarter=quarters_of(plan))

    def clean_cash_releasing(self) -> bool:
        """Whether it releases cash."""
        return bool(self.cleaned_data["cash_releasing"] == "yes")


class BidForm(SeenForm):
    """What a bid is about."""

    title = line("Name of the bid")
    fund = line("To which fund", hint="Such as Cancer Transformation Funding.")
    round = line("Round", required=False, longest=120)
    deliverables = forms.MultipleChoiceField(
        label="Which deliverables it serves", required=False, widget=forms.CheckboxSelectMultiple
    )
    framework = listed("Scored by which framework", required=False)
    conditions = text("Conditions")

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["deliverables"].choices = deliverables_of(plan)  # type: ignore[attr-defined]
        fill(self, framework=frameworks_of(plan))


class DecisionForm(SeenForm):
    """What became of a bid."""

    decision = one_of("What became of it", DECISIONS)
    decided_on = day("On which day", hint="Needed once it is awarded or declined.")
    conditions = text("Conditions", hint="What the award asks for.")
    reason = why("Needed when an earlier decision changes.")


class BidSumForm(SeenForm):
    """What a bid asks for in a quarter."""

    stream = stream()
    quarter = listed("Quarter")
    asked = pounds("Asked", required=True)

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, quarter=quarters_of(plan))


class BidLineForm(SeenForm):
    """What became of a sum that was asked."""

    asked = pounds("Asked", required=True)
    awarded = pounds("Awarded")
    spent = pounds("Spent of it")
    reason = why("Needed when what was asked changes, or what was awarded.")


class ScoreForm(forms.Form):
    """What one scorer gives for each criterion, with the reason."""

    marks_optional = False

    scorer = line("Who scores", longest=120, hint="A role, no name: Finance lead, Clinical lead.")

    def __init__(self, *args: Any, criteria: list[dict[str, Any]], highest: int, **more: Any) -> None:
        super().__init__(*args, **more)
        points = [(str(one), str(one)) for one in range(highest + 1)]
        for one in criteria:
            label = f"{one['title']} (weight {one['weight']})"
            self.fields[f"score_{one['id']}"] = forms.ChoiceField(
                label=label,
                choices=points,
                required=False,
                help_text=one.get("help", ""),
            )
            self.fields[f"reason_{one['id']}"] = forms.CharField(
                label=f"Why, for {one['title'].lower()}", max_length=500, required=False
            )
        self.criteria = criteria

    @property
    def given(self) -> dict[str, tuple[int, str]]:
        """The criteria that were scored, with points and reason."""
        typed = self.cleaned_data
        return {
            one["id"]: (int(typed[f"score_{one['id']}"]), typed[f"reason_{one['id']}"])
            for one in self.criteria
            if typed[f"score_{one['id']}"] != ""
        }


class FrameworkForm(SeenForm):
    """The criteria of a framework with their weights; the last line adds one, a name left empty takes one away."""

    marks_optional = False

    agreed_by = line("Where it was agreed", required=False, hint="Which board, in which paper. Else it is provisional.")
    agreed_on = day("On which day")
    reason = line("Why it changes", longest=500)

    def __init__(self, *args: Any, criteria: list[dict[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.criteria = criteria
        for place, one in enumerate([*criteria, {"title": "", "weight": 0}], start=1):
            is_new = place > len(criteria)
            self.fields[f"title_{place}"] = forms.CharField(
                label="Another criterion" if is_new else f"Criterion {place}",
                initial=one["title"],
                required=False,
                max_length=200,
                help_text="" if is_new else "Leave it empty to take the criterion away.",
            )
            self.fields[f"weight_{place}"] = forms.IntegerField(
                label=f"Weight of {'it' if is_new else place}",
                initial=one["weight"],
                required=False,
                min_value=0,
                max_value=100,
            )
        self.order_fields([*(one for one in self.fields if one.startswith(("title_", "weight_")))])

    @property
    def changed_criteria(self) -> list[dict[str, Any]]:
        """The criteria as they become. One whose words change is another: its scores do not count any more."""
        typed, kept = self.cleaned_data, []
        taken = {one["id"] for one in self.criteria}
        for place in range(1, len(self.criteria) + 2):
            title = typed[f"title_{place}"].strip()
            if not title:
                continue
            before = self.criteria[place - 1] if place <= len(self.criteria) else None
            weight = typed[f"weight_{place}"] or 0
            if before is not None and before["title"] == title:
                kept.append(before | {"weight": weight})
                continue
            code = next(f"c{number}" for number in range(1, 99) if f"c{number}" not in taken)
            taken.add(code)
            kept.append({"id": code, "title": title, "weight": weight})
        return kept


class AppraisalForm(SeenForm):
    """What options are weighed for."""

    title = line("What is to be decided")
    framework = listed("Scored by which framework")

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, framework=frameworks_of(plan))


class OptionForm(SeenForm):
    """One way of doing it."""

    title = line("The option", hint="“Do nothing” is one, too.")
    cost = pounds("What it costs over the years of the plan")


class ChoiceForm(SeenForm):
    """The option that was chosen."""

    chosen = listed("Which option")
    reason = text("Why", required=True, hint="Also when it is not the one with the highest value.")


class GateForm(SeenForm):
    """A gate of a deliverable."""

    kind = one_of("What must be there", [(key, kind.words) for key, kind in KINDS.items()])
    before = one_of("When", [(key, f"{words[:1].upper()}{words[1:]}") for key, words in BEFORE.items()])


class LinkForm(SeenForm):
    """The form that is filled for a gate."""

    form = listed("Which form", hint="Forms of the kind that the gate asks for, as far as you see them.")


class PassForm(SeenForm):
    """That a gate was passed."""

    passed_on = day("Passed on", required=True)
    evidence = text("What shows it", required=True, hint="The paper or the minute.")


class RollOutForm(SeenForm):
    """A service that is rolled out."""

    title = line("Which service")
    deliverable = listed("Of which deliverable", required=False)
    promised = line("What was promised", required=False, hint="Such as: at all providers by June 2026.")

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, deliverable=deliverables_of(plan))


class CellForm(SeenForm):
    """How a service stands at a provider."""

    provider = line("At which provider", longest=120)
    status = one_of("How it stands", STATUSES | {"live": "Live: business as usual"})
    since = day("Since when", hint="Needed when it is live. For “Planned”: by when.")
    note = line("What happened", required=False, longest=500)


class BodyForm(SeenForm):
    """A body whose agreement is asked."""

    name = line("Which body")
    part = line("What part it has", required=False, hint="Such as provider, commissioner, alliance board.")
    asks = forms.MultipleChoiceField(
        label="What is asked of it",
        required=False,
        choices=[
            ("must_agree", "The plan needs its agreement"),
            ("agrees_again", "Its agreement is asked again for each new version"),
        ],
        widget=forms.CheckboxSelectMultiple,
        initial=["must_agree", "agrees_again"],
    )


class AnswerForm(SeenForm):
    """What a body answered."""

    answer = one_of("What it said", ANSWERS)
    words = text("Reservations, or what is still open")
    by_whom = line("Said by whom", longest=120, hint="A role, no name: Chief executive, Governing body.")
    on = day("On which day", required=True)
    paper = line("Which paper or minute")


class DecisionLinkForm(SeenForm):
    """A decision of a group that is about the plan."""

    decision = listed("Which decision")
    deliverable = listed(
        "About which deliverable", required=False, hint="Leave it out when it is about the whole plan."
    )

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, deliverable=deliverables_of(plan))


def frameworks_of(plan: Plan) -> list[tuple[str, str]]:
    """The frameworks of a plan as choices."""
    return [(one.code, one.title) for one in plan.scoring_frameworks.filter(is_withdrawn=False)]
