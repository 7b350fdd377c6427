"""The strategies that travel with the product, as commitments to be matched: of 2011, 2016, 2025 and today.

Each file of `planning/content` says where it was read and how far; nothing here adds to it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from clearway.planning.crosswalk.commitment import Commitment, of_framework
from clearway.planning.shipped import content_text, frameworks

NORCOM, GUIDE = "norcom-priorities.yaml", "ncl-commissioning-guide.yaml"


@cache
def strategies() -> Mapping[str, tuple[Commitment, ...]]:
    """The commitments of each strategy by its id, the oldest first."""
    norcom, guide = _content(NORCOM), _content(GUIDE)
    held = {norcom["meta"]["id"]: tuple(_of_norcom(norcom))}
    for framework in frameworks().values():
        held[framework.id] = of_framework(framework)
    held[guide["meta"]["id"]] = tuple(_of_guide(guide))
    return MappingProxyType(held)


def _content(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(content_text(name))
    return loaded


def _of_norcom(told: dict[str, Any]) -> Iterator[Commitment]:
    for priority in told["priorities"]:
        yield Commitment(priority["id"], told["meta"]["id"], priority["text"])
        for part in priority.get("parts", []):
            yield Commitment(part["id"], told["meta"]["id"], part["text"])


def _of_guide(told: dict[str, Any]) -> Iterator[Commitment]:
    """Themes with their actions as context, numbered items, aims and key themes of a commissioning guide."""
    strategy = told["meta"]["id"]
    for one in told["strategies"]:
        for theme in one.get("themes", []):
            yield Commitment(theme["id"], strategy, theme["title"], "; ".join(theme["actions"]))
        for item in one.get("items", []):
            yield Commitment(item["id"], strategy, f"{item['title']}: {item['text']}")
    for one in (*told["strategic_aims"]["aims"], *told["key_themes"]):
        yield Commitment(one["id"], strategy, one["text"])
