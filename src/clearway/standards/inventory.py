"""`python -m clearway.standards.inventory`: every rule, value, code and threshold by name, one a line.

A committed copy of this list lets a test say what disappeared, and from which file.
"""

from clearway.standards.load import load_rule_book
from clearway.standards.rule_book import RuleBook


def inventory(book: RuleBook) -> tuple[str, ...]:
    """One line for each thing that must not be lost, sorted."""
    lines = [f"rule {rule_id}" for rule_id in book.rules]
    for parameter in book.parameters.values():
        lines += [f"parameter {parameter.name} from {dated.applies_from}" for dated in parameter.values]
    for listed in book.code_lists.values():
        lines.append(f"code list {listed.name}")
        lines += [f"code {listed.name} {held.code.code} from {held.applies_from}" for held in listed.codes]
    for standard in book.standards.values():
        lines += [f"threshold {standard.key} from {dated.applies_from}" for dated in standard.thresholds]
    lines += [f"ambition {ambition.standard} by {ambition.by}" for ambition in book.ambitions]
    lines += [f"set {label}" for label in book.sets]
    lines += [f"source {tag}" for tag in book.sources]
    return tuple(sorted(lines))


if __name__ == "__main__":
    print("\n".join(inventory(load_rule_book())))
