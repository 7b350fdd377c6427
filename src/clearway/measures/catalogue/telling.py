"""A definition told: as plain values for JSON, and its parts in the words that screens, pages and terminal share."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from clearway.measures.catalogue.load import Catalogue
from clearway.measures.catalogue.measure import Measure, Target, TargetKind
from clearway.measures.catalogue.places import Observations, Place, Standardised
from clearway.measures.catalogue.vocabulary import BehindPlace, vocabulary

MEASURED = "measured"
NOT_MEASURED = "not measured yet"
OWN_SERIES = BehindPlace("A file that the alliance loads", "as the file says")


def standing(measure: Measure) -> str:
    """`measured` where a place of values is known, else `not measured yet`."""
    return MEASURED if measure.is_measurable else NOT_MEASURED


def behind(place: Place) -> BehindPlace:
    """Which file stands behind a place, and whose."""
    key = place.indicator if isinstance(place, Observations | Standardised) else place.kind
    return vocabulary().behind(key) or OWN_SERIES


def number(value: Decimal) -> str:
    """A number without needless zeros: 85, 0.5."""
    return f"{value.normalize():f}"


def shown(measure: Measure, value: Decimal) -> str:
    """A target's value with its unit: 85%, 8 days."""
    unit = measure.unit
    return f"{number(value)}%" if unit.key == "percent" else f"{number(value)} {unit.title}"


def target_words(measure: Measure, target: Target) -> str:
    """A target in one line: what, by or from when, how it is known.

    >>> from clearway.measures.catalogue import load_catalogue
    >>> one = load_catalogue()["CWT-62D"]
    >>> target_words(one, one.targets[1])
    'milestone: 70% by March 2025'
    """
    words = [f"{target.kind.value}:", shown(measure, target.value) if target.value is not None else "no figure"]
    if target.by_words:
        words.append(f"by {target.by_words}")
    if target.applies_from and target.kind is TargetKind.STANDARD:
        words.append(f"from {target.applies_from:%-d %B %Y}")
    if target.label:
        words.append(f"({target.label})")
    if target.verification.is_provisional:
        words.append("(provisional)")
    return " ".join(words)


def place_plain(place: Place) -> dict[str, Any]:
    """A place as plain values, `from` first; what is empty is left out."""
    told = behind(place)
    rest = {one.name: getattr(place, one.name) for one in fields(place)}
    plain = {name: place_plain(held) if isinstance(held, Place) else held for name, held in rest.items()}
    return {"from": place.kind, "file": told.file, "publisher": told.publisher, "is_at_hand": place.is_at_hand} | {
        name: list(held) if isinstance(held, tuple) else held for name, held in plain.items() if held not in ("", ())
    }


def target_plain(target: Target) -> dict[str, Any]:
    """A target as plain values; `is_provisional` says that it is from memory."""
    return {
        "kind": target.kind.value,
        "value": target.value,
        "by": target.by,
        "from": target.applies_from,
        "label": target.label,
        "source": target.source,
        "verification": target.verification.value,
        "is_provisional": target.verification.is_provisional,
        "compares": target.compares,
        "note": target.note,
    }


def measure_plain(measure: Measure, catalogue: Catalogue) -> dict[str, Any]:
    """The whole definition as plain values, with the texts of what it serves."""
    words = vocabulary()
    return {
        "id": measure.id,
        "name": measure.name,
        "domain": measure.domain,
        "standing": standing(measure),
        "kind": measure.kind.value,
        "kind_words": words.kinds[measure.kind.value],
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "exclusions": list(measure.exclusions),
        "unit": measure.unit.key,
        "polarity": measure.polarity.value,
        "source": measure.source,
        "levels": list(measure.levels),
        "periodicity": measure.periodicity,
        "method": measure.method,
        "method_words": words.methods[measure.method],
        "serves": [served_plain(one, catalogue) for one in measure.serves],
        "in_dashboard": measure.in_dashboard,
        "standard": measure.standard,
        "targets": [target_plain(one) for one in measure.targets],
        "why_it_matters": measure.why_it_matters,
        "cannot_tell": measure.cannot_tell,
        "definition_basis": measure.definition_basis,
        "display": list(measure.display),
        "notes": list(measure.notes),
        "found_in": [place_plain(one) for one in measure.found_in],
        "nearest": [place_plain(one) for one in measure.nearest],
        "needs": measure.needs,
        "status": measure.status.value,
        "reviewed_by_role": measure.reviewed_by_role,
        "reviewed_by": measure.reviewed_by,
        "reviewed_on": measure.reviewed_on,
        "next_review": measure.next_review,
        "is_local": measure.is_local,
    }


def served_plain(served: str, catalogue: Catalogue) -> dict[str, Any]:
    """An ambition or objective with its text."""
    one = catalogue.ambitions[served]
    return {"id": one.id, "text": one.text, "owner": one.owner, "source": one.source, "verification": one.verification}


def measure_lines(measure: Measure, catalogue: Catalogue) -> Iterator[str]:
    """The whole definition for a person, line by line."""
    words = vocabulary()
    own = ", local" if measure.is_local else ""
    yield f"{measure.id}  {measure.name} ({words.domains[measure.domain]}{own})"
    yield f"  {standing(measure)}; {measure.status.value}"
    yield f"  Next review: {measure.next_review}, by the {measure.reviewed_by_role}"
    yield f"  Why it matters: {measure.why_it_matters}"
    yield f"  What it cannot tell: {measure.cannot_tell}"
    yield f"  Numerator: {measure.numerator}"
    yield f"  Denominator: {measure.denominator}"
    yield f"  Left out: {'; '.join(measure.exclusions) or 'nobody'}"
    yield f"  {measure.unit.title}; {words.polarities[measure.polarity.value]}; {measure.periodicity}"
    yield f"  {words.kinds[measure.kind.value]}."
    yield f"  Interval: {words.methods[measure.method]}"
    yield f"  Cut by: {', '.join(words.levels[one] for one in measure.levels)}"
    yield f"  Source: {measure.source}; definition: {words.definition_bases[measure.definition_basis]}"
    yield f"  In the 2016 Cancer Dashboard: {'yes' if measure.in_dashboard else 'no'}"
    for one in measure.serves:
        yield f"  Serves {one}: {catalogue.ambitions[one].text} ({catalogue.ambitions[one].owner})"
    if measure.standard:
        yield f"  Standard: thresholds of {measure.standard} in the rule book"
    for target in measure.targets:
        note = f". {target.note}" if target.note else ""
        yield f"  Target, {target_words(measure, target)} [{target.verification.value}: {target.source}]{note}"
    for heading, places in (("Values", measure.found_in), ("Nearest, not the measure", measure.nearest)):
        for place in places:
            caveat = f" Beware: {place.caveat}" if place.caveat else ""
            once = "" if place.is_at_hand else ", once loaded"
            yield f"  {heading}{once}: {behind(place).file} ({behind(place).publisher}): {place.finest}.{caveat}"
    if measure.needs:
        yield f"  Still needed: {measure.needs}"
    for note in measure.notes:
        yield f"  Note: {note}"
