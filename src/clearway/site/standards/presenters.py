"""A rule as its card shows it: every label in words, nothing left for the template to work out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from clearway.site import words
from clearway.standards import RuleBook
from clearway.standards.dated import DatedValue, Trust, Value
from clearway.standards.examples import Example, read_examples
from clearway.standards.families import FAMILIES
from clearway.standards.rule import Parameter, Rule

CLOCKS = (("2ww", "14 days"), ("fds", "28 days"), ("31", "31 days"), ("62", "62 days"))
PICKED = {
    "date_first_seen": "the day the person was first seen",
    "fds_end_date": "the day the person was told",
    "treatment_start_date": "the day treatment started",
    "crtp_start": "the day of referral",
    "report_date": "the day of the extract",
    "none": "no date: it holds always",
}
UNKNOWN_DAY = "not known"


@dataclass(frozen=True, slots=True)
class TrustLabel:
    """How sure a rule or value is, in words, with the class of its tag. A local value says so instead."""

    words: str
    tag: str


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """One document that was read."""

    document: str
    version: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class ValueShown:
    """One value of a parameter with its days."""

    value: str
    applies_from: str
    published: str
    trust: TrustLabel
    source: str
    national: str


@dataclass(frozen=True, slots=True)
class ParameterShown:
    """A number, switch or choice of the rule by date."""

    name: str
    title: str
    unit: str
    picked_by: str
    allowed: str
    is_local_matter: bool
    values: tuple[ValueShown, ...]


@dataclass(frozen=True, slots=True)
class ExampleShown:
    """A worked example with what each clock must answer."""

    id: str
    title: str
    results: tuple[str, ...]
    flags: str
    notes: str


@dataclass(frozen=True, slots=True)
class RuleCard:
    """Everything a rule's page says."""

    id: str
    title: str
    words: str
    family: str
    family_about: str
    trust: TrustLabel
    source: str
    evidence: tuple[EvidenceShown, ...]
    applies: str
    published: str
    picked_by: str
    parameters: tuple[ParameterShown, ...]
    examples: tuple[ExampleShown, ...]
    before: Rule | None
    after: Rule | None


@dataclass(frozen=True, slots=True)
class FamilyShown:
    """A family of rules on the list."""

    key: str
    title: str
    about: str
    rules: tuple[tuple[Rule, TrustLabel], ...]


def trust_label(trust: Trust) -> TrustLabel:
    """The label of a rule: verified is plain, running code is blue, provisional stands out."""
    tags = {Trust.VERIFIED: "green", Trust.RUNNING_CODE: "blue"}
    return TrustLabel(trust.words, tags.get(trust, "yellow"))


def families(book: RuleBook) -> tuple[FamilyShown, ...]:
    """All rules by family, in the order in which a pathway meets them."""
    return tuple(
        FamilyShown(key, title, about, tuple((rule, trust_label(rule.trust)) for rule in book.rules_of(key)))
        for key, (title, about) in FAMILIES.items()
    )


def rule_card(rule: Rule, book: RuleBook) -> RuleCard:
    """The card of one rule."""
    title, about = FAMILIES[rule.family]
    ids = list(book.rules)
    place = ids.index(rule.id)
    held = (book.sources[tag] for tag in rule.source.evidence)
    return RuleCard(
        id=rule.id,
        title=rule.title,
        words=rule.words,
        family=title,
        family_about=about,
        trust=trust_label(rule.trust),
        source=f"{rule.source.document}, {rule.source.version}; {rule.source.paragraph}",
        evidence=tuple(EvidenceShown(one.document, one.version, one.address, _sentence(one.note)) for one in held),
        applies=_days(rule.applies_from, rule.applies_to),
        published=words.day(rule.known_from) or UNKNOWN_DAY,
        picked_by=PICKED[rule.picked_by],
        parameters=tuple(_parameter(book.parameters[name], book) for name in rule.parameters),
        examples=tuple(_examples(rule)),
        before=book.rules[ids[place - 1]] if place else None,
        after=book.rules[ids[place + 1]] if place + 1 < len(ids) else None,
    )


def value_words(held: Value | None) -> str:
    """A value as a person reads it."""
    if held is None:
        return "none"
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, tuple):
        return ", ".join(held) or "none"
    return str(held).replace("_", " ")


def _parameter(parameter: Parameter, book: RuleBook) -> ParameterShown:
    return ParameterShown(
        name=parameter.name,
        title=parameter.title,
        unit=parameter.unit,
        picked_by=PICKED[parameter.picked_by],
        allowed=", ".join(map(value_words, parameter.allowed)),
        is_local_matter=parameter.may_be_overridden,
        values=tuple(_value(dated, book) for dated in parameter.values),
    )


def _value(dated: DatedValue, book: RuleBook) -> ValueShown:
    return ValueShown(
        value=value_words(dated.value),
        applies_from=words.day(dated.applies_from),
        published=words.day(dated.known_from) or UNKNOWN_DAY,
        trust=TrustLabel(dated.standing, "purple") if dated.overridden_by else trust_label(dated.trust),
        source=_read_in(dated.source, book),
        national=value_words(dated.national) if dated.overridden_by else "",
    )


def _sentence(note: str) -> str:
    return f"{note[0].upper()}{note[1:].rstrip('.')}." if note else ""


def _read_in(tags: str, book: RuleBook) -> str:
    """The documents that evidence tags (`S2, S8`) stand for; other words as they are."""
    named = tags.replace(",", " ").split()
    if not all(tag in book.sources for tag in named):
        return tags
    return "; ".join(book.sources[tag].document for tag in named)


def _days(first: date, last: date | None) -> str:
    start = "always" if first.year <= 1900 else f"from {words.day(first)}"
    return f"{start} to {words.day(last)}" if last else start


def _examples(rule: Rule) -> Iterator[ExampleShown]:
    held = _shipped_examples()
    for name in rule.exercised_by:
        one = held[name]
        results = tuple(_result(one, clock) for clock, _ in CLOCKS)
        yield ExampleShown(one.id, one.title, results, ", ".join(one.expected.get("dq_flags", "").split()), one.notes)


def _result(example: Example, clock: str) -> str:
    if example.expected.get(f"{clock}_counted") != "Y":
        return "not counted"
    verdict = {"Y": "within", "N": "over"}[example.expected[f"{clock}_within"]]
    return f"{example.expected[f'{clock}_days']}, {verdict}"


@cache
def _shipped_examples() -> dict[str, Example]:
    return read_examples()
