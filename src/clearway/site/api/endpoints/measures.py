"""The catalogue of measures: what is counted, over whom, against which targets, and what it cannot tell."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from clearway.measures.answer import exact
from clearway.measures.catalogue.measure import Kind, Measure, Polarity, Status, TargetKind, Verification
from clearway.measures.catalogue.telling import MEASURED, NOT_MEASURED, measure_plain
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.site.api.described.endpoint import ROOT, Ask, Endpoint, NotHere, Parameter
from clearway.site.api.described.kinds import A_NAME, OneOf
from clearway.site.api.described.shapes import Shape, a_page_of, day, listed, number, text, thing, truth
from clearway.site.api.paging import PAGES, page_of, paged
from clearway.site.measures import figures

VERIFICATIONS = tuple(one.value for one in Verification)
PLACE_FIELDS: dict[str, Shape] = {
    "from": text("What kind of place: waits, waits_ratio, records, open_pathways, observations, standardised."),
    "file": text("Which file stands behind it."),
    "publisher": text("Whose it is."),
    "is_at_hand": truth("Whether such a file is at hand; else values come once one is loaded."),
}
PLACE_DETAILS: dict[str, Shape] = {
    **{
        name: text(words)
        for name, words in {
            "finest": "The finest kind of area that it tells of.",
            "caveat": "What one must beware of.",
            "standard": "The waiting-time standard that is asked.",
            "stage_route": "Only this route or stage of it.",
            "modality": "Only this treatment.",
            "cancer_type": "Only this cancer type.",
            "count": "What is counted.",
            "referral": "Only these referrals.",
            "indicator": "The series of published values.",
            "category": "Only this category of the series.",
            "ages": "Which ages are counted.",
            "rates": "The series of rates that is read where there is one.",
        }.items()
    },
    "bases": listed(text("A basis."), "Published, computed, in the order in which they are tried."),
}
PLACE = thing(PLACE_FIELDS, sometimes=PLACE_DETAILS)
PLACES = thing(PLACE_FIELDS, sometimes={**PLACE_DETAILS, "above": PLACE, "below": PLACE})
SERVED = thing(
    {
        "id": text("The ambition or objective."),
        "text": text("What it asks, in our words."),
        "owner": text("Whose it is."),
        "source": text("Where it was read."),
        "verification": text("How it is known.", values=VERIFICATIONS),
    }
)
TARGET = thing(
    {
        "kind": text("A standard stands; a milestone is to be reached.", values=tuple(one.value for one in TargetKind)),
        "value": number("In the unit as people read it (85 for 85%); null where no figure was set.", or_null=True),
        "by": day("The last day to reach it; null where none was named.", or_null=True),
        "from": day("From when it holds or was known; null as far back as we know.", or_null=True),
        "label": text("Which of several thresholds it is."),
        "source": text("Where it was read."),
        "verification": text("How it is known.", values=VERIFICATIONS),
        "is_provisional": truth("Whether it is from memory, and must be shown as provisional."),
        "compares": truth("Whether values are held against it; not where it is of another definition."),
        "note": text("What a reader must know."),
    }
)
SIMPLE_TEXTS = {
    "id": "Its id.",
    "href": "Its address.",
    "values_href": "The address of its values.",
    "page": "Its page.",
    "name": "What it is called.",
    "domain": "What it is about.",
    "kind_words": "What kind of event it counts, in words.",
    "numerator": "Who or what is counted.",
    "denominator": "Out of whom.",
    "unit": "Its unit; `percent` is kept as a fraction between 0 and 1.",
    "source": "Where its figures come from.",
    "periodicity": "How often it is published.",
    "method": "How its limits are had.",
    "method_words": "The same in words.",
    "standard": "The waiting-time standard whose thresholds hold for it; empty for none.",
    "why_it_matters": "Why it matters.",
    "cannot_tell": "What it cannot tell.",
    "definition_basis": "What the definition rests on.",
    "needs": "What is missing before all of it can be measured; empty when nothing is.",
    "reviewed_by_role": "Whose review it needs.",
    "reviewed_by": "Who reviewed it; empty for nobody yet.",
}
MEASURE_FIELDS: dict[str, Shape] = {
    **{name: text(words) for name, words in SIMPLE_TEXTS.items()},
    "standing": text("Whether a place of values is known.", values=(MEASURED, NOT_MEASURED)),
    "kind": text("What kind of event it counts.", values=tuple(one.value for one in Kind)),
    "polarity": text("Which way is better.", values=tuple(one.value for one in Polarity)),
    "status": text("How far it has come with its reviewers.", values=tuple(one.value for one in Status)),
    "exclusions": listed(text("Who is left out."), "Who is left out."),
    "levels": listed(text("A cut."), "What it is told by."),
    "display": listed(text("A display."), "How it is best shown."),
    "notes": listed(text("A note."), "What a reader must know."),
    "serves": listed(SERVED, "The ambitions and objectives that it serves."),
    "in_dashboard": truth("Whether it was in the Cancer Dashboard of 2016."),
    "targets": listed(TARGET, "Its targets of every day; those of a month stand beside its values."),
    "found_in": listed(PLACES, "Where its values come from, in the order in which they are tried."),
    "nearest": listed(PLACES, "Places of something like it, which is never shown as the measure."),
    "reviewed_on": day("When it was reviewed; null for not yet.", or_null=True),
    "next_review": day("When it is to be reviewed next."),
    "is_local": truth("Whether it is the alliance's own definition."),
}


def answer_measures(ask: Ask) -> Mapping[str, Any]:
    """The catalogue, or one domain of it."""
    catalogue, domain = figures.catalogue(), ask.said("domain")
    chosen = catalogue.of_domain(domain) if domain else tuple(catalogue)
    return paged(ask, [definition(one) for one in page_of(ask, chosen)], len(chosen))


def answer_measure(ask: Ask) -> Mapping[str, Any]:
    """One definition by its id."""
    return definition(measure_here(ask))


def measure_here(ask: Ask) -> Measure:
    """The measure that an address names. Raises NotHere."""
    found = figures.measure_of(ask.said("measure"))
    if found is None:
        raise NotHere(ask.said("measure"))
    return found


def definition(measure: Measure) -> dict[str, Any]:
    """A whole definition as `clearway measures --json` has it, with its addresses."""
    plain = {name: _plain(held) for name, held in measure_plain(measure, figures.catalogue()).items()}
    href = f"{ROOT}/measures/{measure.id}"
    return {**plain, "href": href, "values_href": f"{href}/values", "page": f"/measures/{measure.id}"}


def _plain(held: Any) -> Any:
    """A value with what lies within it, as JSON has it."""
    if isinstance(held, Mapping):
        return {name: _plain(inner) for name, inner in held.items()}
    if isinstance(held, list | tuple):
        return [_plain(inner) for inner in held]
    if isinstance(held, Decimal):
        return exact(held)
    if isinstance(held, date):
        return held.isoformat()
    return held.value if isinstance(held, StrEnum) else held


NEEDS = "Every role: definitions hold nothing of any person."
WHICH = Parameter("measure", A_NAME, "Its id.", "CWT-62D", is_required=True)

MEASURES = Endpoint(
    name="measures",
    path="/measures",
    title="The catalogue of measures",
    words="Every measure, measured or not yet: what is counted, against which targets, why, and what it cannot tell. "
    "The same as `clearway measures --json`.",
    needs=NEEDS,
    shape=a_page_of(thing(MEASURE_FIELDS), {}),
    answer=answer_measures,
    in_query=(
        Parameter("domain", OneOf(tuple(vocabulary().domains)), "Only one domain.", "screening"),
        *PAGES,
    ),
)
MEASURE = Endpoint(
    name="measure",
    path="/measures/{measure}",
    title="One measure",
    words="The whole definition.",
    needs=NEEDS,
    shape=thing(MEASURE_FIELDS),
    answer=answer_measure,
    in_path=(WHICH,),
)
