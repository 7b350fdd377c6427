"""A definition typed into a form: its fields, and the content of the file that they stand for."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from clearway.measures.catalogue import load_catalogue
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.site.agreements.forms import DatePartsField
from clearway.site.annotations.forms import PartsForm
from clearway.standards import StandardsError

SERIES, WAITS, NOWHERE = "observations", "waits", "nowhere"
PLACES = (
    (SERIES, "A series that is loaded into this store"),
    (WAITS, "The waiting-time figures"),
    (NOWHERE, "Nowhere yet: it is listed as not measured"),
)
STANDARDS = (("28", "28 days: told about cancer"), ("31", "31 days to treatment"), ("62", "62 days to treatment"))
COUNTS = (("within", "Share within the standard"), ("breaches", "Share beyond it"), ("total", "Number of people"))
FIELD_OF_KEY = {
    "found_in[0].indicator": "indicator",
    "found_in[0].category": "category",
    "found_in[0].finest": "finest",
    "found_in[0].cancer_type": "cancer_type",
    "found_in[0].standard": "standard",
    "found_in[0].count": "count",
    "found_in": "place",
    "targets[0].value": "target_value",
    "targets[0].by": "target_by",
    "targets[0].source": "target_source",
    "targets": "target_value",
}
SHORT, LONG = 300, 2_000


def _words(label: str, longest: int = LONG, *, is_needed: bool = True) -> forms.CharField:
    return forms.CharField(max_length=longest, required=is_needed, error_messages={"required": f"Enter {label}"})


def _one_of(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, error_messages={"required": f"Choose {label}"})


def _listed(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(key, meaning[:1].upper() + meaning[1:]) for key, meaning in words.items()]


class DefinitionForm(PartsForm):
    """A whole definition. What each field means is on the page; what it may hold is for the loader to say."""

    id = _words("its id", 40)
    name = _words("its name", SHORT)
    domain = _one_of("a domain", ())
    numerator = _words("what is counted")
    denominator = _words("over whom, or out of what, it is counted")
    exclusions = _words("", is_needed=False)
    unit = _one_of("a unit", ())
    polarity = _one_of("which way is better", ())
    kind = _one_of("what kind of event is counted", ())
    method = _one_of("how its interval is worked out", ())
    periodicity = _one_of("how often it comes", ())
    levels = forms.MultipleChoiceField(error_messages={"required": "Choose at least one level"})
    serves = forms.ChoiceField(required=False)
    source = _words("whose figures they are", SHORT)
    place = _one_of("where its values are", PLACES)
    indicator = _words("", 100, is_needed=False)
    category = _words("", 100, is_needed=False)
    standard = forms.ChoiceField(choices=STANDARDS, required=False)
    count = forms.ChoiceField(choices=COUNTS, required=False)
    cancer_type = _words("", 100, is_needed=False)
    finest = _words("", SHORT, is_needed=False)
    needs = _words("", is_needed=False)
    target_value = forms.DecimalField(
        required=False, max_digits=12, decimal_places=4, error_messages={"invalid": "Enter a number, such as 85"}
    )
    target_by = _words("", 7, is_needed=False)
    target_source = _words("", SHORT, is_needed=False)
    why_it_matters = _words("why it matters")
    cannot_tell = _words("what it cannot tell")
    reviewed_by_role = _words("who is to review it", SHORT)
    next_review = DatePartsField(error_messages={"required": "Enter when it is to be looked at again"})

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        words = vocabulary()
        ambitions = [(one.id, f"{one.id}: {one.text}") for one in load_catalogue().ambitions.values()]
        choices = {
            "domain": _listed(words.domains),
            "unit": [(one.key, one.title) for one in words.units.values()],
            "polarity": _listed(words.polarities),
            "kind": _listed(words.kinds),
            "method": _listed(words.methods),
            "periodicity": [(one, one.capitalize()) for one in words.periodicities],
            "levels": _listed(words.levels),
            "serves": [("", "None of those known"), *ambitions],
        }
        for name, listed in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = listed

    def clean(self) -> dict[str, Any]:
        """What one answer asks of another: a place its details, a target its source."""
        cleaned = super().clean() or {}
        place = cleaned.get("place")
        if place == SERIES and not cleaned.get("indicator"):
            self.add_error("indicator", "Enter the key of the series")
        if place == NOWHERE and not cleaned.get("needs"):
            self.add_error("needs", "Enter what is needed before it can be measured")
        if place in (SERIES, WAITS) and not cleaned.get("finest"):
            self.add_error("finest", "Enter down to what the values go")
        if place == WAITS:
            for name, what in (("standard", "a standard"), ("count", "what of it is shown")):
                if not cleaned.get(name):
                    self.add_error(name, f"Choose {what}")
        if cleaned.get("target_value") is not None and not cleaned.get("target_source"):
            self.add_error("target_source", "Enter where the target was written down")
        return cleaned

    def content(self) -> dict[str, Any]:
        """The keys of the file that a valid form stands for, in the order of the shipped ones."""
        typed = self.cleaned_data
        plain = ("numerator", "denominator")
        written: dict[str, Any] = {name: typed[name] for name in ("id", "name", "domain", "kind", *plain)}
        written["exclusions"] = [line.strip() for line in typed["exclusions"].splitlines() if line.strip()]
        written |= {name: typed[name] for name in ("unit", "polarity", "source", "levels", "periodicity", "method")}
        written |= {"serves": [typed["serves"]] if typed["serves"] else [], "in_dashboard": False}
        written |= {"targets": self._targets()}
        written |= {name: typed[name] for name in ("why_it_matters", "cannot_tell")}
        written |= {"definition_basis": "design", "display": ["xmr"]}
        written["found_in"] = self._places()
        if typed["needs"]:
            written["needs"] = typed["needs"]
        next_review: date = typed["next_review"]
        return written | {
            "status": "draft, not reviewed",
            "reviewed_by_role": typed["reviewed_by_role"],
            "next_review": next_review,
        }

    def tell(self, wrong: StandardsError) -> None:
        """Show what the loader refused beside the field that it is about."""
        key = FIELD_OF_KEY.get(wrong.key) or FIELD_OF_KEY.get(wrong.key.partition("[")[0]) or wrong.key
        words = f"{wrong.wrong[:1].upper()}{wrong.wrong[1:]}. {wrong.mend}"
        if key in self.fields:
            self.add_error(key, words)
        else:
            self.add_error(None, f"{wrong.key}: {words}")

    def _targets(self) -> list[dict[str, Any]]:
        """The one target of a form: a milestone where it is to be reached by a time. Provisional: nobody checked it."""
        typed = self.cleaned_data
        if typed["target_value"] is None:
            return []
        value: Decimal = typed["target_value"]
        target: dict[str, Any] = {"kind": "milestone" if typed["target_by"] else "standard", "value": value.normalize()}
        if typed["target_by"]:
            target["by"] = typed["target_by"]
        return [target | {"source": typed["target_source"], "verification": "memory"}]

    def _places(self) -> list[dict[str, Any]]:
        typed = self.cleaned_data
        if typed["place"] == NOWHERE:
            return []
        if typed["place"] == SERIES:
            place = {"from": SERIES, "indicator": typed["indicator"], "category": typed["category"]}
        else:
            place = {"from": WAITS, "standard": typed["standard"], "count": typed["count"]}
            place |= {"cancer_type": typed["cancer_type"], "bases": ["published", "computed"]}
        return [{key: held for key, held in (place | {"finest": typed["finest"]}).items() if held}]
