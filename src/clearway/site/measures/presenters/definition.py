"""The definition of a measure as people read it: what is counted, why, what it cannot tell, its rules, its review."""

from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Catalogue, Measure, overdue
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.site import words
from clearway.site.measures.presenters.fact import Fact
from clearway.site.performance.cards import cards
from clearway.site.performance.presenters.history import ThresholdLine
from clearway.site.performance.presenters.measures import CardPage, card_page

CARDS_OF = {"CWT-2WW": ("referrals-seen",)}
"""Cards of the waiting times that belong to a measure besides those of its standard."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition: its facts, its review, and the cards of the rules behind it."""

    why_it_matters: str
    cannot_tell: str
    facts: tuple[Fact, ...]
    status: str
    review: str
    overdue: str
    cards: tuple[CardPage, ...]


def definition_of(measure: Measure, catalogue: Catalogue, today: date) -> Definition:
    """The definition of a measure on a day."""
    late = overdue(measure, today)
    return Definition(
        why_it_matters=measure.why_it_matters,
        cannot_tell=measure.cannot_tell,
        facts=_facts(measure, catalogue),
        status=measure.status.value,
        review=f"Next review by {words.day(measure.next_review)}, by the {measure.reviewed_by_role}.",
        overdue=f"{late.message} {late.mend}" if late else "",
        cards=tuple(card_page(one) for one in cards().values() if _belongs(one.slug, one.standards, measure)),
    )


def thresholds_of(definition: Definition) -> tuple[ThresholdLine, ...]:
    """The thresholds over time of all cards, none twice."""
    return tuple(dict.fromkeys(line for card in definition.cards for line in card.thresholds))


def _belongs(slug: str, standards: tuple[str, ...], measure: Measure) -> bool:
    return slug in CARDS_OF.get(measure.id, ()) or bool(measure.standard and measure.standard in standards)


def _facts(measure: Measure, catalogue: Catalogue) -> tuple[Fact, ...]:
    held = vocabulary()
    reviewed = (
        f"Reviewed by {measure.reviewed_by} on {words.day(measure.reviewed_on)}"
        if measure.reviewed_on
        else "Not reviewed"
    )
    facts = [
        Fact("Counted", measure.numerator),
        Fact("Out of", measure.denominator),
        Fact("Left out", "; ".join(measure.exclusions) or "nobody"),
        Fact("Unit", f"{measure.unit.title}; {held.polarities[measure.polarity.value]}; {measure.periodicity}"),
        Fact("Kind", held.kinds[measure.kind.value]),
        Fact("Limits", held.methods[measure.method]),
        Fact("Told apart by", ", ".join(held.levels[one] for one in measure.levels)),
        Fact("Source", measure.source, (held.definition_bases[measure.definition_basis],)),
        *(
            Fact(
                "Serves",
                catalogue.ambitions[one].text,
                (f"{one}: {catalogue.ambitions[one].owner}",),
                tag="provisional" if catalogue.ambitions[one].verification.is_provisional else "",
            )
            for one in measure.serves
        ),
        Fact("In the Dashboard of 2016", "yes" if measure.in_dashboard else "no"),
        *(Fact("Note", note) for note in measure.notes),
        Fact("Review", reviewed),
    ]
    return tuple(facts)
