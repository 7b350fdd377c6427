"""Ways into nested content: `stp_interventions[0].text` leads to one value, and many of them make the content again."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

STEP = re.compile(r'\[(\d{1,6})\]|\.?("(?:[^"\\]|\\.)*"|[^.\[\]"]+)')
PLAIN = re.compile(r"[^.\[\]\"\s]+")
Step = str | int


class NotAPath(ValueError):
    """A text leads nowhere, or to two kinds of thing at once."""


def leaves(content: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value of nested content with the way to it."""
    if isinstance(content, Mapping):
        for key, held in content.items():
            named = key if PLAIN.fullmatch(key) else json.dumps(key)
            yield from leaves(held, f"{path}.{named}" if path else named)
    elif isinstance(content, list):
        for place, held in enumerate(content):
            yield from leaves(held, f"{path}[{place}]")
    else:
        yield path, content


def put(content: dict[str, Any], path: str, value: Any) -> None:
    """Put one value where its way leads, making what is on the way. Raises NotAPath.

    Places of a list are kept as keys until `settled` makes lists of them, so that rows may be left out in between.
    """
    steps = _steps(path)
    within: Any = content
    for at, step in enumerate(steps[:-1]):
        within = within.setdefault(step, {})
        if not isinstance(within, dict):
            raise NotAPath(f"{path} leads into {steps[at]!r}, which holds a value already")
    if steps[-1] in within:
        raise NotAPath(f"{path} is said already")
    within[steps[-1]] = value


def settled(content: Any) -> Any:
    """The content with lists where places stand as keys. Raises NotAPath when names and places are mixed."""
    if not isinstance(content, dict):
        return content
    places = [key for key in content if isinstance(key, int)]
    if not places:
        return {key: settled(held) for key, held in content.items()}
    if len(places) != len(content):
        raise NotAPath("names and places stand beside each other")
    return [settled(content[place]) for place in sorted(places)]


def _steps(path: str) -> list[Step]:
    steps: list[Step] = []
    at = 0
    while at < len(path):
        found = STEP.match(path, at)
        if not found or found.end() == at:
            raise NotAPath(f"“{path}” leads nowhere")
        place, name = found.groups()
        steps.append(int(place) if place else json.loads(name) if name.startswith('"') else name)
        at = found.end()
    if not steps or isinstance(steps[0], int):
        raise NotAPath(f"“{path}” leads nowhere")
    return steps
