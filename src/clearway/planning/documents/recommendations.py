"""The numbers of recommendations that a sentence prints, such as "(2-4)", "(77 and 88)" or "recommendation 17"."""

import re

from clearway.planning.documents.tables import form, table

NUMBERS = re.compile(r"(\d{1,3})(?:\s*(-|–|to)\s*(\d{1,3}))?")


def recommendations_in(sentence: str, *, bare: bool) -> tuple[int, ...]:
    """The numbers in the order printed, spans counted out. `bare`: numbers alone in brackets count too."""
    found: list[int] = []
    patterns = [form("recommendations", "named"), *([form("recommendations", "bare")] if bare else [])]
    for pattern in patterns:
        for match in pattern.finditer(sentence):
            found += _counted_out(match["numbers"])
    return tuple(dict.fromkeys(found))


def prints_bare_numbers(text: str) -> bool:
    """Whether a document has the habit of printing recommendation numbers alone in brackets."""
    brackets = [one for one in form("recommendations", "bare").finditer(text) if _counted_out(one["numbers"])]
    named = form("recommendations", "named").search(text) is not None
    return len(brackets) >= table("recommendations")["fewest_bare"] or (named and bool(brackets))


def _counted_out(printed: str) -> list[int]:
    numbers: list[int] = []
    for first, span, last in NUMBERS.findall(printed):
        numbers += range(int(first), int(last) + 1) if span and int(first) < int(last) else [int(first)]
        if span and int(first) >= int(last):
            numbers.append(int(last))
    return numbers if all(0 < one <= table("recommendations")["largest"] for one in numbers) else []
