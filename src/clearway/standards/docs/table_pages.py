"""The pages that are tables: thresholds, code lists, what-if sets, worked examples, and the first page."""

from collections.abc import Mapping
from datetime import timedelta

from clearway.standards.codes import CodeList, DatedCode
from clearway.standards.dated import Trust
from clearway.standards.docs.markdown import day, page, percent, share, source, table, value
from clearway.standards.docs.rule_pages import CLOCKS, results
from clearway.standards.examples import Example
from clearway.standards.families import FAMILIES
from clearway.standards.rule import Parameter
from clearway.standards.rule_book import RuleBook

EARLIEST = "2009-01-01 stands for the year 2009 where no exact day was read."


def thresholds_page(book: RuleBook) -> str:
    """Standards and ambitions, in two tables that never overwrite one another."""
    standards = table(
        ("Standard", "Who", "Days", "From", "To", "Threshold", "Published", "Trust", "Source"),
        (
            (f"`{one.key}`", one.population, str(one.days), day(dated.applies_from), _end(book, one.key, place),
             share(dated), day(dated.known_from), dated.trust.words, source(one.source))
            for one in book.standards.values()
            for place, dated in enumerate(one.thresholds)
        ),
    )  # fmt: skip
    ambitions = table(
        ("Standard", "Reach", "By", "Looked at from", "Published", "Trust", "Source"),
        (
            (f"`{one.standard}`", percent(one.value), one.by_words, day(one.applies_from), day(one.known_from),
             one.trust.words, source(one.source))
            for one in book.ambitions
        ),
    )  # fmt: skip
    return page(
        "Standards and ambitions",
        "A standard is set by government; an ambition is a milestone of planning guidance on the way to it. "
        + EARLIEST,
        "## Standards",
        standards,
        "## Ambitions",
        ambitions,
    )


def _end(book: RuleBook, key: str, place: int) -> str:
    standard = book.standards[key]
    if place + 1 < len(standard.thresholds):
        return day(standard.thresholds[place + 1].applies_from - timedelta(days=1))
    return day(standard.applies_to, "open")


def codes_page(book: RuleBook) -> str:
    """Every code list with its dated codes."""
    lists = sorted(book.code_lists.values(), key=lambda one: one.name)
    contents = "\n".join(f"- [{one.title}](#{one.name}) (`{one.name}`, {len(one.codes)} codes)" for one in lists)
    return page(
        "Code lists", "Codes by date, and the group into which the clocks sort them.", contents, *map(_code_list, lists)
    )


def _code_list(listed: CodeList) -> str:
    headings = ["Code", "Meaning", "Group", "Rule", "How to mend", "From", "To", "Trust"]
    rows = [_code_row(held) for held in listed.codes]
    kept = [place for place in range(len(headings)) if any(row[place] for row in rows)]
    held = table([headings[place] for place in kept], ([row[place] for place in kept] for row in rows))
    facts = f"- Source: {source(listed.source)}\n- Trust: **{listed.trust.words}**\n- From {day(listed.applies_from)}"
    parts = (f'<a id="{listed.name}"></a>', f"## {listed.title}", f"`{listed.name}`. {listed.words}", facts)
    return "\n\n".join([*parts, held or "_No codes: the national list was not read._"])


def _code_row(held: DatedCode) -> tuple[str, ...]:
    code = held.code
    return (
        f"`{code.code}`", code.label, code.group, code.rule_id, code.mend, day(held.applies_from),
        day(held.applies_to, ""), code.trust.words,
    )  # fmt: skip


def sets_page(book: RuleBook) -> str:
    """The what-if sets."""
    rows = (
        (f"`{one.label}`", one.title, one.words, day(one.as_at, "each date stands"),
         "; ".join(f"{name} = {value(held)}" for name, held in one.parameters.items()),
         "; ".join(f"{key} = {percent(held)}" for key, held in one.thresholds.items()), one.trust.words)
        for one in book.sets.values()
    )  # fmt: skip
    return page(
        "What-if sets",
        "A set answers: what would this year be under the rules of another day, or with another threshold? Every date "
        "asked is replaced by the day of the set; then the set's own values apply. Nothing under a set is national.",
        table(("Label", "Title", "What it is", "Rules as at", "Values", "Thresholds", "Trust"), rows),
    )


def examples_page(examples: Mapping[str, Example]) -> str:
    """Every worked example with all its facts and all its results."""
    return page(
        "Worked examples",
        "Facts in, results out. A fact that is not shown is empty; codes are explained under [code lists](codes.md). "
        "E stands for the examples of the specification; the others are our own.",
        *(_example(one) for one in examples.values()),
    )


def _example(example: Example) -> str:
    given = ", ".join(f"{name} `{text}`" for name, text in example.given.items())
    found = ", ".join(f"{name} `{text}`" for name, text in example.expected.items())
    short = table([name for _, name in CLOCKS], [results(example)])
    parts = [
        f'<a id="{example.id.lower()}"></a>',
        f"## {example.id}: {example.title}",
        short,
        f"- Given: {given}\n- Then: {found}\n- Rules: {', '.join(example.rule_ids)}; confidence: {example.confidence}",
        example.notes,
    ]
    return "\n\n".join(part for part in parts if part)


def index_page(book: RuleBook) -> str:
    """The first page: how to read the others, every parameter, every source."""
    families = table(
        ("Family", "What it is about", "Rules"),
        (
            (f"[{title}]({family}.md)", about, ", ".join(rule.id for rule in book.rules_of(family)))
            for family, (title, about) in FAMILIES.items()
        ),
    )
    parameters = table(
        ("Parameter", "What it says", "Rule", "Latest value", "Trust"),
        (
            (f"`{one.name}`", one.title, f"[{one.rule_id}]({_family(book, one.rule_id)}.md#{one.rule_id.lower()})",
             value(one.values[-1].value), one.values[-1].standing)
            for one in sorted(book.parameters.values(), key=lambda held: held.name)
        ),
    )  # fmt: skip
    sources = table(
        ("Tag", "What was read", "Version", "Where", "Note"),
        ((f'<a id="{one.tag.lower()}"></a>{one.tag}', one.document, one.version, one.address, one.note)
         for one in book.sources.values()),
    )  # fmt: skip
    return page(
        "The standards as Clearway knows them",
        _HOW_TO_READ.format(trust="\n".join(f"- **{trust.words}**: {_TRUST[trust]}" for trust in Trust)),
        "## Rules",
        families,
        "See also [standards and ambitions](thresholds.md), [code lists](codes.md), [what-if sets](sets.md), "
        "[worked examples](examples.md) and [local policies](local_policies.md).",
        "## Parameters",
        parameters,
        "## Sources",
        '"Specification" in a source means the written summary of the national rules from which these files were made '
        "(21 November 2026); the tags say where each statement was read.",
        sources,
    )


def _family(book: RuleBook, rule_id: str) -> str:
    return book.rules[rule_id].family


def policies_page(book: RuleBook, example: str) -> str:
    """How an alliance adds its own dated policy, and what it may change."""
    rows = (
        (f"`{one.name}`", one.title, one.rule_id, value(one.values[-1].value), _allowed(one))
        for one in sorted(book.parameters.values(), key=lambda held: held.name)
        if one.may_be_overridden
    )
    return page("Local policies", _HOW_TO_OVERRIDE, f"```yaml\n{example.strip()}\n```", table(
        ("Parameter", "What it says", "Rule", "National value", "Allowed"), rows))  # fmt: skip


def _allowed(parameter: Parameter) -> str:
    return ", ".join(map(str, parameter.allowed)) or parameter.unit


_TRUST = {
    Trust.VERIFIED: "read in an official or quoted source.",
    Trust.RUNNING_CODE: "seen in code that the NHS runs: good evidence of what is done, not authority.",
    Trust.MEMORY: "not verified; have someone who knows the guidance confirm it.",
    Trust.DESIGN: "nobody specifies it, so we chose and say so.",
}

_HOW_TO_READ = """Every rule is a file with its source and dates; the program reads the same files. A value applies from
a date until the next one; *published* is the day it became known, or unknown. Which date of a record picks the value
is part of each rule. How sure we are stands beside every rule and value:

{trust}"""

_HOW_TO_OVERRIDE = """An alliance keeps its own policies in a folder, one YAML file each. A policy sets one parameter or
one code for some days, for the whole alliance or for one tumour site (a published cancer type). The result under the
local policy is shown beside the national one, with the policy's name; it never replaces it. Values that are verified
and national are closed; for a what-if use a [set](sets.md). For a code, write
`code: {list: modality, code: "22", label: Radiosurgery, group: Radiotherapy}` in place of `parameter` and `value`."""
