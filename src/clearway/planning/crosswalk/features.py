"""What a text is made of for matching: its words without their endings, pairs of words, pieces of words, and ideas.

An idea is a row of `synonyms.yaml`: "GP", "general practice" and "PCN" are each also the idea *primary care*.
"""

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

WORD = re.compile(r"[a-z0-9]+(?:[-'’/][a-z0-9]+)*")
PIECE = 4
"""Letters in a piece of a word."""
SHORTEST_STEM = 4


def word_features(text: str) -> Counter[str]:
    """The words, pairs and ideas of a text with how often each stands; an idea is written with a leading "=".

    Words that every plan holds ("cancer", "patients", "services") are left out.
    """
    plain = text.lower().replace("’", "'")
    found = [word for word in WORD.findall(plain) if word not in _stop() and not (word.isdigit() and len(word) != 2)]
    stems = [stem(word) for word in found]
    counted: Counter[str] = Counter(stems)
    for one, other in pairwise(stems):
        counted[f"{one} {other}"] += 1
    for idea, form in _ideas():
        if form.search(plain):
            counted[f"={idea}"] += 1
    return counted


def piece_features(text: str) -> Counter[str]:
    """The pieces of four letters of the words of a text: "screening" and "screened" share four."""
    counted: Counter[str] = Counter()
    for word in WORD.findall(text.lower()):
        if word not in _stop():
            marked = f"^{word}$"
            counted.update(marked[at : at + PIECE] for at in range(max(1, len(marked) - PIECE + 1)))
    return counted


def printed(feature: str, text: str) -> str:
    """A feature as a person reads it: an idea by its name, a word as the text prints it."""
    if feature.startswith("="):
        return feature.removeprefix("=")
    words = WORD.findall(text.lower().replace("’", "'"))
    first = {stem(word): word for word in reversed(words)}
    return " ".join(first.get(part, part) for part in feature.split())


@cache
def stem(word: str) -> str:
    """A word without its ending, four letters at least: "screening" and "screened" become "screen"."""
    for ending in _table("endings"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@cache
def _stop() -> frozenset[str]:
    return frozenset(_table("left_out"))


@cache
def _ideas() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (idea, re.compile(r"\b(?:" + "|".join(re.escape(form) for form in forms) + r")s?\b"))
        for idea, forms in _yaml("synonyms.yaml").items()
    )


@cache
def _table(name: str) -> tuple[str, ...]:
    return tuple(str(_yaml("plain_words.yaml")[name]).split())


def _yaml(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return loaded
