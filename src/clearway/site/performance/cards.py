"""Definition cards: what each number means, with its rules and thresholds from the rule book."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("cards.yaml")


@dataclass(frozen=True, slots=True)
class Card:
    """One definition. `standards` are keys of the rule book, newest first; `rules` and `exclusions` ids of rules."""

    slug: str
    title: str
    standards: tuple[str, ...]
    plain: str
    numerator: str
    denominator: str
    exclusions: tuple[str, ...]
    rules: tuple[str, ...]
    published_source: str
    method: str
    cannot_tell: tuple[str, ...]


@cache
def cards() -> Mapping[str, Card]:
    """Every card by its slug, in the order of the file. ValueError names a card that lacks or adds a key."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))["cards"]
    return {card.slug: card for card in map(_card, entries)}


def _card(entry: dict[str, Any]) -> Card:
    wanted = {one.name for one in fields(Card)}
    if set(entry) != wanted:
        raise ValueError(f"{FILE.name}, card {entry.get('slug')}: wrong keys {sorted(set(entry) ^ wanted)}")
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value.strip() for name, value in entry.items()
    }
    return Card(**told)
