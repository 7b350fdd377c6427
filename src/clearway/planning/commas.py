"""A sentence that YAML cut at a comma: `{text: Fewer reads, safely}` holds a key `safely` without a value.

Quotes were forgotten round the sentence. What stands behind the comma is joined to it again and told, so that no word
of a plan is lost and nobody has to hunt for it. A key that plans know is never taken for the rest of a sentence.
"""

from collections.abc import Collection
from typing import Any


def rejoin_cut_sentences(content: Any, known: Collection[str], at: str = "") -> list[str]:
    """Join cut sentences in a mapping again, in place. Returns one notice for each, with the path of its key."""
    told: list[str] = []
    if isinstance(content, list):
        for place, one in enumerate(content):
            told += rejoin_cut_sentences(one, known, f"{at}[{place}]")
    elif isinstance(content, dict):
        told += _rejoin(content, known, at)
        for key, one in content.items():
            told += rejoin_cut_sentences(one, known, f"{at}.{key}" if at else str(key))
    return told


def _rejoin(content: dict[str, Any], known: Collection[str], at: str) -> list[str]:
    told, last = [], ""
    for key in list(content):
        is_cut = content[key] is None and isinstance(key, str) and key not in known
        if is_cut and isinstance(content.get(last), str):
            del content[key]
            content[last] = f"{content[last]}, {key}"
            told.append(f"{at}.{last}: read as “{content[last]}”; put a sentence that holds a comma in quotes.")
        else:
            last = key
    return told
