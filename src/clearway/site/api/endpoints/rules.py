"""The standards and the rules: what each says, from when, where it was read, and how sure that is."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from clearway.measures.answer import exact
from clearway.site.api.described.endpoint import ROOT, Ask, Endpoint, NotHere, Parameter
from clearway.site.api.described.kinds import A_NAME
from clearway.site.api.described.shapes import Shape, day, listed, or_null, text, thing, truth, whole
from clearway.site.standards import books
from clearway.standards.dated import DatedValue, Source, Trust, Value
from clearway.standards.rule import Parameter as RuleParameter
from clearway.standards.rule import Rule
from clearway.standards.targets import Ambition, Standard

TRUST = thing(
    {
        "label": text("How sure we are.", values=tuple(one.value for one in Trust)),
        "words": text("The same in words."),
        "is_provisional": truth("Whether it must be shown as provisional wherever it is used."),
    }
)
SOURCE = thing(
    {
        "document": text("The document."),
        "version": text("Which version of it."),
        "paragraph": text("Where in it."),
        "evidence": listed(
            thing({"tag": text("A tag."), "document": text("What was read."), "address": text("Where it is.")}),
            "What was read for this.",
        ),
    }
)
ANY_VALUE: Shape = {
    "type": ["boolean", "number", "string", "array", "null"],
    "items": {"type": "string"},
    "description": "The value: a switch, a number, a word, or a list of codes; a share is a fraction.",
}
DATED = thing(
    {
        "value": ANY_VALUE,
        "applies_from": day("From when it applies, until the next value."),
        "known_from": day("When it was published; null when that is not known.", or_null=True),
        "trust": TRUST,
        "source": text("Where it was read, when not where its rule was."),
        "local_policy": or_null(
            thing(
                {
                    "id": text("The policy."),
                    "agreed_by": text("Who agreed it."),
                    "national": {**ANY_VALUE, "description": "The national value that it stands in for."},
                },
                "The alliance's own policy that set it; null for national values.",
            )
        ),
    }
)
STANDARD_FIELDS = {
    "key": text("Its key."),
    "href": text("Its address."),
    "title": text("What it is called."),
    "population": text("Who is counted."),
    "days": whole("Within how many days."),
    "applies_from": day("From when it is in force."),
    "applies_to": day("Until when; null while it is.", or_null=True),
    "known_from": day("When it was published; null when that is not known.", or_null=True),
    "trust": TRUST,
    "source": SOURCE,
    "thresholds": listed(DATED, "What share must be within it, by date."),
    "ambitions": listed(
        thing(
            {
                "value": {"type": "number", "minimum": 0, "maximum": 1, "description": "The share."},
                "applies_from": day("From when it is the one to look at."),
                "by": day("By when."),
                "by_words": text("The same in words."),
                "trust": TRUST,
                "source": SOURCE,
            }
        ),
        "Milestones of planning guidance.",
    ),
}
LISTED_RULE = {
    "id": text("The rule."),
    "href": text("Its address."),
    "page": text("Its page."),
    "family": text("What it is about."),
    "title": text("What it says, in short."),
    "trust": TRUST,
    "applies_from": day("From when it applies."),
    "applies_to": day("Until when; null while it does.", or_null=True),
}
PARAMETER = thing(
    {
        "name": text("Its name."),
        "title": text("What it is."),
        "unit": text("Its unit."),
        "picked_by": text("The date of a record that decides which value applies."),
        "is_local_matter": truth("Whether an alliance may set its own."),
        "values": listed(DATED, "Its values by date, from old to new."),
    }
)


def answer_standards(ask: Ask) -> Mapping[str, Any]:
    """Every standard."""
    return {"rows": [_standard(one) for one in books.shown().standards.values()]}


def answer_standard(ask: Ask) -> Mapping[str, Any]:
    """One standard by its key."""
    found = books.shown().standards.get(ask.said("standard"))
    if found is None:
        raise NotHere(ask.said("standard"))
    return _standard(found)


def answer_rules(ask: Ask) -> Mapping[str, Any]:
    """Every rule in the order in which a pathway meets them."""
    book = books.shown()
    return {"label": book.label, "rows": [_listed(one) for one in book.rules.values()]}


def answer_rule(ask: Ask) -> Mapping[str, Any]:
    """One rule with its values by date."""
    book = books.shown()
    rule = book.rules.get(ask.said("rule_id"))
    if rule is None:
        raise NotHere(ask.said("rule_id"))
    return {
        **_listed(rule),
        "words": rule.words,
        "known_from": _day(rule.known_from),
        "picked_by": rule.picked_by,
        "source": _source(rule.source),
        "parameters": [_parameter(book.parameters[name]) for name in rule.parameters],
        "exercised_by": list(rule.exercised_by),
    }


def _standard(one: Standard) -> dict[str, Any]:
    ambitions = [ambition for ambition in books.shown().ambitions if ambition.standard == one.key]
    return {
        "key": one.key,
        "href": f"{ROOT}/standards/{one.key}",
        "title": one.title,
        "population": one.population,
        "days": one.days,
        "applies_from": one.applies_from.isoformat(),
        "applies_to": _day(one.applies_to),
        "known_from": _day(one.known_from),
        "trust": _trust(one.trust),
        "source": _source(one.source),
        "thresholds": [_dated(threshold) for threshold in one.thresholds],
        "ambitions": [_ambition(ambition) for ambition in ambitions],
    }


def _ambition(one: Ambition) -> dict[str, Any]:
    return {
        "value": exact(one.value),
        "applies_from": one.applies_from.isoformat(),
        "by": one.by.isoformat(),
        "by_words": one.by_words,
        "trust": _trust(one.trust),
        "source": _source(one.source),
    }


def _listed(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "href": f"{ROOT}/rules/{rule.id}",
        "page": f"/standards/{rule.id}",
        "family": rule.family,
        "title": rule.title,
        "trust": _trust(rule.trust),
        "applies_from": rule.applies_from.isoformat(),
        "applies_to": _day(rule.applies_to),
    }


def _parameter(one: RuleParameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "unit": one.unit,
        "picked_by": one.picked_by,
        "is_local_matter": one.is_local,
        "values": [_dated(value) for value in one.values],
    }


def _dated(one: DatedValue) -> dict[str, Any]:
    local = one.overridden_by
    policy = {"id": local.policy_id, "agreed_by": local.agreed_by, "national": _value(one.national)} if local else None
    return {
        "value": _value(one.value),
        "applies_from": one.applies_from.isoformat(),
        "known_from": _day(one.known_from),
        "trust": _trust(one.trust),
        "source": one.source,
        "local_policy": policy,
    }


def _value(held: Value | None) -> Any:
    if isinstance(held, Decimal):
        return exact(held)
    return list(held) if isinstance(held, tuple) else held


def _trust(trust: Trust) -> dict[str, Any]:
    return {"label": trust.value, "words": trust.words, "is_provisional": trust.is_provisional}


def _source(source: Source) -> dict[str, Any]:
    known = books.national().sources
    read = [known[tag] for tag in source.evidence if tag in known]
    return {
        "document": source.document,
        "version": source.version,
        "paragraph": source.paragraph,
        "evidence": [{"tag": one.tag, "document": one.document, "address": one.address} for one in read],
    }


def _day(held: date | None) -> str | None:
    return held.isoformat() if held else None


NEEDS = "Every role: rules hold nothing of any person."

STANDARDS = Endpoint(
    name="standards",
    path="/standards",
    title="The standards",
    words="Every waiting-time standard with its thresholds by date and the ambitions of planning guidance.",
    needs=NEEDS,
    shape=thing({"rows": listed(thing(STANDARD_FIELDS), "The standards.")}),
    answer=answer_standards,
)
STANDARD = Endpoint(
    name="standard",
    path="/standards/{standard}",
    title="One standard",
    words="The definition that rows of the position point to.",
    needs=NEEDS,
    shape=thing(STANDARD_FIELDS),
    answer=answer_standard,
    in_path=(Parameter("standard", A_NAME, "Its key.", "62_COMBINED", is_required=True),),
)
RULES = Endpoint(
    name="rules",
    path="/rules",
    title="The rules",
    words="Every rule, in the order in which a pathway meets them, and how sure we are of it.",
    needs=NEEDS,
    shape=thing(
        {
            "label": text("`national`, or the name of a local set."),
            "rows": listed(thing(LISTED_RULE), "The rules."),
        }
    ),
    answer=answer_rules,
)
RULE = Endpoint(
    name="rule",
    path="/rules/{rule_id}",
    title="One rule",
    words="What a rule says, its values by date, each with how sure we are of it and where it was read.",
    needs=NEEDS,
    shape=thing(
        {
            **LISTED_RULE,
            "words": text("What it says."),
            "known_from": day("When it was published; null when that is not known.", or_null=True),
            "picked_by": text("The date of a record that decides which value applies."),
            "source": SOURCE,
            "parameters": listed(PARAMETER, "Its numbers, switches and choices."),
            "exercised_by": listed(text("A worked example."), "The worked examples that prove it."),
        }
    ),
    answer=answer_rule,
    in_path=(Parameter("rule_id", A_NAME, "Its id.", "D62-3", is_required=True),),
)
