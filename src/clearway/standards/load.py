"""Reading the shipped rule files, and an alliance's own overrides, into a rule book."""

from functools import cache
from pathlib import Path

from clearway.standards.codes import CodeList, read_code_list
from clearway.standards.errors import StandardsError, UnknownParameter
from clearway.standards.families import FAMILIES
from clearway.standards.overrides import read_overrides
from clearway.standards.rule import Parameter, Rule, read_rule
from clearway.standards.rule_book import RuleBook
from clearway.standards.sets import read_sets
from clearway.standards.sources import read_sources
from clearway.standards.targets import read_ambitions, read_standards

SHIPPED = Path(__file__).parent
"""The folder that holds the rule files that travel with the product."""


def load_rule_book(overrides: Path | None = None) -> RuleBook:
    """The shipped rules (read once, then kept), with an alliance's own folder of dated policies if one is named."""
    return _shipped().with_overrides(read_overrides(overrides)) if overrides else _shipped()


@cache
def _shipped() -> RuleBook:
    return read_rule_book(SHIPPED)


def read_rule_book(root: Path) -> RuleBook:
    """A whole folder of rule files. Raises StandardsError naming file and key; nothing is half loaded."""
    rules, parameters = _read_rules(root)
    standards = read_standards(root / "standards.yaml", root)
    book = RuleBook(
        rules=rules,
        parameters=parameters,
        code_lists=_read_code_lists(root),
        standards=standards,
        ambitions=read_ambitions(root / "ambitions.yaml", root, standards),
        sets=read_sets(root / "sets.yaml", root),
        sources=read_sources(root / "sources.yaml", root),
    )
    _check_sets(book)
    _check_code_rules(book)
    _check_evidence(book)
    return book


def _check_sets(book: RuleBook) -> None:
    for label in book.sets:
        try:
            book.as_set(label)
        except (UnknownParameter, ValueError) as wrong:
            raise StandardsError("sets.yaml", label, str(wrong), "Correct the set.") from wrong


def _read_rules(root: Path) -> tuple[dict[str, Rule], dict[str, Parameter]]:
    rules: dict[str, Rule] = {}
    parameters: dict[str, Parameter] = {}
    read = [(path, *read_rule(path, root)) for path in sorted((root / "rules").rglob("*.yaml"))]
    for path, rule, held in sorted(read, key=lambda one: list(FAMILIES).index(one[1].family)):
        name = path.relative_to(root).as_posix()
        if rule.id in rules:
            raise StandardsError(name, "id", f"{rule.id!r} is the id of another file too", "Give each rule one file.")
        rules[rule.id] = rule
        for parameter in held:
            if parameter.name in parameters:
                other = parameters[parameter.name].rule_id
                raise StandardsError(
                    name, f"parameters.{parameter.name}", f"belongs to rule {other} already", "Keep it in one rule."
                )
            parameters[parameter.name] = parameter
    return rules, parameters


def _check_code_rules(book: RuleBook) -> None:
    for listed in book.code_lists.values():
        for held in listed.codes:
            if held.code.rule_id and held.code.rule_id not in book.rules:
                raise StandardsError(
                    f"codes/{listed.name}.yaml",
                    f"codes.{held.code.code}.rule",
                    f"there is no rule {held.code.rule_id!r}",
                    "Name a rule of the rules folder.",
                )


def _check_evidence(book: RuleBook) -> None:
    cited = [(f"rules/{rule.family}/{rule.id}.yaml", rule.source) for rule in book.rules.values()]
    cited += [(f"codes/{listed.name}.yaml", listed.source) for listed in book.code_lists.values()]
    cited += [("standards.yaml", standard.source) for standard in book.standards.values()]
    cited += [("ambitions.yaml", ambition.source) for ambition in book.ambitions]
    cited += [("sets.yaml", rule_set.source) for rule_set in book.sets.values()]
    for file, source in cited:
        for tag in source.evidence:
            if tag not in book.sources:
                raise StandardsError(
                    file, "source.evidence", f"{tag!r} is not in sources.yaml", "Add the source there."
                )


def _read_code_lists(root: Path) -> dict[str, CodeList]:
    lists = (read_code_list(path, root) for path in sorted((root / "codes").glob("*.yaml")))
    return {listed.name: listed for listed in lists}
