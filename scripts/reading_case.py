"""Names of organisations printed in capitals, set as a person would write them."""

import re

SMALL = frozenset({"and", "of", "the", "for", "in", "on", "upon", "with", "by", "to"})
"""Words that stay small unless they open the name."""

CAPITALS = frozenset({"NHS", "CCG", "ICB", "PCT", "UK", "LLP", "GP", "HCRG", "CSH", "DHC", "MIS", "H&J"})
"""Abbreviations that stay in capitals."""

WORD = re.compile(r"[A-Za-z&][A-Za-z&]*(?:['’][A-Za-z]+)*")


def reading_case(printed: str) -> str:
    """`SHEFFIELD CHILDREN'S NHS FOUNDATION TRUST` becomes `Sheffield Children's NHS Foundation Trust`.

    A name that already holds small letters is returned as it stands, save for stray spaces.
    """
    name = " ".join(printed.split())
    if name != name.upper():
        return name
    return WORD.sub(lambda found: _word(found.group(), opens=found.start() == 0), name)


def _word(word: str, *, opens: bool) -> str:
    if word in CAPITALS:
        return word
    if word.lower() in SMALL and not opens:
        return word.lower()
    return word[0] + word[1:].lower()
