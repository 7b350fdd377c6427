"""One page for each family of rules."""

from collections.abc import Mapping, Sequence

from clearway.standards.docs.markdown import PICKED, day, page, source, table, value
from clearway.standards.examples import Example
from clearway.standards.families import FAMILIES
from clearway.standards.rule import Parameter, Rule
from clearway.standards.rule_book import RuleBook

SHOWN = 12
"""Examples shown in full under a rule; a rule that nearly every record exercises links to the others."""

CLOCKS = (("2ww", "14 days"), ("fds", "28 days"), ("31", "31 days"), ("62", "62 days"))


def family_page(family: str, book: RuleBook, examples: Mapping[str, Example]) -> str:
    """Every rule of a family with its words, source, dates, values and examples."""
    title, about = FAMILIES[family]
    rules = book.rules_of(family)
    contents = "\n".join(f"- [{rule.id}: {rule.title}](#{rule.id.lower()})" for rule in rules)
    return page(title, about, contents, *(_rule(rule, book, examples) for rule in rules))


def _rule(rule: Rule, book: RuleBook, examples: Mapping[str, Example]) -> str:
    parameters = [book.parameters[name] for name in rule.parameters]
    until = f" until {day(rule.applies_to)}" if rule.applies_to else ""
    facts = [
        f"- Source: {source(rule.source)}",
        f"- Trust: **{rule.trust.words}**",
        f"- Applies from {day(rule.applies_from)}{until}; published: {day(rule.known_from)}",
        f"- Picked by: {PICKED[rule.picked_by]}",
    ]
    blocks = [
        f'<a id="{rule.id.lower()}"></a>',
        f"## {rule.id}: {rule.title}",
        rule.words,
        "\n".join(facts),
        *(_parameter(parameter) for parameter in parameters),
        _examples([examples[name] for name in rule.exercised_by]),
    ]
    return "\n\n".join(block for block in blocks if block)


def _parameter(parameter: Parameter) -> str:
    notes = [f"Picked by {PICKED[parameter.picked_by]}"]
    if parameter.allowed:
        notes.append(f"allowed: {', '.join(f'`{one}`' for one in map(str, parameter.allowed))}")
    if parameter.may_be_overridden:
        notes.append("an alliance may set its own")
    rows = (
        (day(dated.applies_from), value(dated.value), day(dated.known_from), dated.standing, dated.source)
        for dated in parameter.values
    )
    head = f"**`{parameter.name}`** ({parameter.unit}): {parameter.title}. {'; '.join(notes)}."
    return head + "\n\n" + table(("From", "Value", "Published", "Trust", "Read in"), rows)


def _examples(shown: Sequence[Example]) -> str:
    if not shown:
        return "_No worked example in the shipped files exercises this rule._"
    rows = (
        (f"[{one.id}](examples.md#{one.id.lower()})", one.title, *results(one), flags(one)) for one in shown[:SHOWN]
    )
    headings = ("Example", "What it shows", *(name for _, name in CLOCKS), "Flags")
    others = ", ".join(f"[{one.id}](examples.md#{one.id.lower()})" for one in shown[SHOWN:])
    return table(headings, rows) + (f"\n\nAlso: {others}." if others else "")


def results(example: Example) -> tuple[str, ...]:
    """What each clock must answer, in a few words."""
    return tuple(_result(example, clock) for clock, _ in CLOCKS)


def _result(example: Example, clock: str) -> str:
    expected = example.expected
    if expected.get(f"{clock}_counted") != "Y":
        return "not counted"
    verdict = {"Y": "within", "N": "not within"}[expected[f"{clock}_within"]]
    route = expected.get(f"{clock}_route") or expected.get(f"{clock}_stage")
    return f"{expected[f'{clock}_days']} days, {verdict}" + (f" ({route})" if route else "")


def flags(example: Example) -> str:
    """The flags of an example, separated by commas."""
    return ", ".join(example.expected.get("dq_flags", "").split())
