"""Strict reading of YAML: every key is named, every kind is checked, and a refusal says which file and key."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from clearway.standards.dated import Trust, Value
from clearway.standards.errors import StandardsError


class _Exact(yaml.constructor.SafeConstructor):
    """What both loaders make of a file: exact decimals in place of floats, and no key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Build a mapping; a key given twice is an error, where YAML would silently keep the last."""
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key!r} is given twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


class _PlainLoader(_Exact, yaml.SafeLoader):
    """The loader that PyYAML always has. Its words about a faulty file are the clearer ones."""


_FastBase = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _FastLoader(_Exact, _FastBase):  # type: ignore[misc,valid-type]
    """The same with the parser in C, where PyYAML was built with it: several times as fast for hundreds of files."""

    def __init__(self, text: str) -> None:
        _FastBase.__init__(self, text)


def _exact(loader: _PlainLoader | _FastLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


for _loader in (_PlainLoader, _FastLoader):
    _loader.add_constructor("tag:yaml.org,2002:float", _exact)


@dataclass(frozen=True)
class Section:
    """A mapping out of a rule file, read key by key. `at` is the path of keys that leads to it."""

    file: str
    at: str
    content: dict[str, Any]

    def wrong(self, key: str, wrong: str, mend: str) -> StandardsError:
        """A refusal that names this file and the key; the caller raises it."""
        return StandardsError(self.file, f"{self.at}.{key}" if self.at else key, wrong, mend)

    def only(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Refuse the mapping if a required key is missing or a key is not known."""
        for key in self.content:
            if key not in required and key not in optional:
                raise self.wrong(str(key), "unknown key", f"Use one of: {', '.join([*required, *optional])}.")
        for key in required:
            if key not in self.content:
                raise self.wrong(key, "missing key", "Add it.")

    def has(self, key: str) -> bool:
        """Whether the key is given."""
        return key in self.content

    def text(self, key: str, default: str | None = None) -> str:
        """Words. Numbers are refused: a code such as 03 must stand in quotes, or YAML reads another number."""
        if key not in self.content and default is not None:
            return default
        held = self.content[key]
        if not isinstance(held, str) or not held.strip():
            raise self.wrong(key, f"{held!r} is not text", 'Write words, or put the code in quotes: "03".')
        return held.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words; absent means none."""
        held = self.content.get(key, [])
        if not isinstance(held, list) or not all(isinstance(one, str) and one for one in held):
            raise self.wrong(key, f"{held!r} is not a list of texts", "Write [one, two], codes in quotes.")
        if len(set(held)) != len(held):
            raise self.wrong(key, "the same entry stands twice", "Remove one of them.")
        return tuple(held)

    def day(self, key: str) -> date:
        """A real calendar date (YYYY-MM-DD, without quotes and without a time)."""
        held = self.content[key]
        if not isinstance(held, date) or isinstance(held, datetime):
            raise self.wrong(key, f"{held!r} is not a date", "Write YYYY-MM-DD without quotes and without a time.")
        return held

    def optional_day(self, key: str) -> date | None:
        """A date, or None when the key is not given."""
        return self.day(key) if key in self.content else None

    def known_from(self, key: str = "known_from") -> date | None:
        """The day a rule was published, or None for the word `unknown`."""
        return None if self.content[key] == "unknown" else self.day(key)

    def trust(self, key: str = "trust", default: Trust | None = None) -> Trust:
        """One of the four trust labels."""
        if key not in self.content and default is not None:
            return default
        held = self.content[key]
        if held not in [one.value for one in Trust]:
            raise self.wrong(key, f"{held!r} is not a trust label", f"Use one of: {', '.join(Trust)}.")
        return Trust(held)

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A word out of a closed list."""
        held = self.text(key, default)
        if held not in allowed:
            raise self.wrong(key, f"{held!r} is not known", f"Use one of: {', '.join(allowed)}.")
        return held

    def switch(self, key: str, default: bool) -> bool:
        """True or false."""
        held = self.content.get(key, default)
        if not isinstance(held, bool):
            raise self.wrong(key, f"{held!r} is neither true nor false", "Write true or false.")
        return held

    def count(self, key: str, least: int = 0, most: int | None = None) -> int:
        """A whole number within bounds, both allowed."""
        held = self.content[key]
        fits = isinstance(held, int) and not isinstance(held, bool) and least <= held and (most is None or held <= most)
        if not fits:
            span = f"{least} or more" if most is None else f"from {least} to {most}"
            raise self.wrong(key, f"{held!r} is not a number that can be used", f"Write a whole number {span}.")
        return int(held)

    def value(self, key: str = "value") -> Value:
        """The value of a parameter: true or false, a whole number, an exact decimal, a word, or a list of codes."""
        held = self.content[key]
        if isinstance(held, bool | int | Decimal) or (isinstance(held, str) and held):
            return held
        if isinstance(held, list):
            return self.texts(key)
        raise self.wrong(key, f"{held!r} is not a value", "Use true, false, a number, a word or a list of codes.")

    def share(self, key: str) -> Decimal | None:
        """A proportion between 0 and 1 as an exact decimal, or None for the word `none`."""
        held = self.content[key]
        if held == "none":
            return None
        if not isinstance(held, Decimal) or not 0 < held < 1:
            raise self.wrong(key, f"{held!r} is not a share", "Write a decimal between 0 and 1, or none.")
        return held

    def section(self, key: str) -> "Section":
        """The mapping under a key."""
        return _section(self.file, f"{self.at}.{key}" if self.at else key, self.content[key])

    def sections(self, key: str) -> tuple["Section", ...]:
        """The list of mappings under a key; an empty list is refused by whoever needs one entry."""
        held = self.content[key]
        path = f"{self.at}.{key}" if self.at else key
        if not isinstance(held, list):
            raise self.wrong(key, "not a list", "Write one entry a line, each starting with a dash.")
        return tuple(_section(self.file, f"{path}[{place}]", one) for place, one in enumerate(held))

    def named_sections(self, key: str) -> dict[str, "Section"]:
        """The mappings under a key by their names; absent means none."""
        if key not in self.content:
            return {}
        inner = self.section(key)
        return {name: inner.section(name) for name in inner.content}


def _section(file: str, at: str, content: object) -> Section:
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        raise StandardsError(file, at or "(whole file)", "not a mapping of keys", "Write `key: value` lines.")
    return Section(file, at, content)


def read_yaml(path: Path, root: Path) -> Section:
    """The content of one YAML file as a section; `root` shortens the file's name in messages."""
    return read_yaml_text(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())


def read_yaml_text(text: str, name: str) -> Section:
    """The content of a YAML text as a section; `name` is what messages call the file."""
    try:
        return _section(name, "", _content(text))
    except (yaml.YAMLError, ValueError) as wrong:
        if isinstance(wrong, StandardsError):
            raise
        mark = getattr(wrong, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "(whole file)"
        why = getattr(wrong, "problem", None) or str(wrong)
        raise StandardsError(name, where, f"does not read as YAML: {why}", "Correct the line.") from wrong


def _content(text: str) -> object:
    """What the text says. What the fast loader refuses is read again by the plain one, whose word is the last."""
    try:
        return _loaded(text, _FastLoader)
    except (yaml.YAMLError, ValueError):
        return _loaded(text, _PlainLoader)


def _loaded(text: str, loader_class: type[_PlainLoader] | type[_FastLoader]) -> object:
    loader = loader_class(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()
