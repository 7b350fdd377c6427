"""On which line of a YAML text a key stands, so that a refusal can name it."""

import re
from typing import Any

import yaml

STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def line_of(text: str, path: str) -> int | None:
    """The line that a path of keys such as `cells[2].value` leads to, or of the last key on the way that is there."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    line = None
    for key, place in STEP.findall(path):
        found = _under(node, key, place)
        if found is None:
            break
        line, node = found
    return line


def _under(node: Any, key: str, place: str) -> tuple[int, Any] | None:
    if place and isinstance(node, yaml.SequenceNode) and int(place) < len(node.value):
        inner = node.value[int(place)]
        return inner.start_mark.line + 1, inner
    if key and isinstance(node, yaml.MappingNode):
        for name, inner in node.value:
            if name.value == key:
                return name.start_mark.line + 1, inner
    return None
