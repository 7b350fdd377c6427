"""The word tables of this room, loaded once: YAML in, compiled expressions out."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

WORDS = "clearway.planning.documents.words"


@cache
def table(name: str) -> dict[str, Any]:
    """The table `words/NAME.yaml` as it is written."""
    loaded: dict[str, Any] = yaml.safe_load((files(WORDS) / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def form(name: str, key: str) -> re.Pattern[str]:
    """One expression of a table."""
    return compiled(table(name)[key])


@cache
def any_of(name: str, key: str) -> re.Pattern[str]:
    """A list of expressions of a table as one."""
    return compiled("|".join(f"(?:{one})" for one in table(name)[key]))


@cache
def words_of(name: str, key: str) -> frozenset[str]:
    """A list of words of a table, in small letters."""
    return frozenset(table(name)[key].lower().split())


def compiled(written: str) -> re.Pattern[str]:
    """An expression as the tables write it: letters count alike, large or small."""
    return re.compile(written, re.IGNORECASE)


def number_of(words: str) -> float:
    """A number in figures or as a word up to thirty."""
    plain = words.replace(",", "").lower()
    named = table("dates")["numbers"]
    return float(named[plain]) if plain in named else float(plain)
