"""Strict reading of a profile's YAML: every word is text as written, every key is known, an error names its line.

YAML would read `No` as false and `03` as 3; here every scalar is the text that stands in the file. Anchors and tags are
refused: nothing of a file that a stranger sends may grow or act.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NoReturn

import yaml

from clearway.records.findings import Refused

LONGEST_FILE = 256_000
MOST_ENTRIES = 5_000
NOTHING_SAVED = "Correct the profile and try again; nothing was read or saved."


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the file: where it stands (`at`, the keys that lead to it) and its node with its line."""

    file: str
    at: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """The line in the file, from 1."""
        return int(self.node.start_mark.line) + 1

    def refuse(self, wrong: str, mend: str = "") -> NoReturn:
        """Refuse the profile, naming file, line and key."""
        where = f", {self.at}" if self.at else ""
        raise Refused(
            f"The profile {self.file}, line {self.line}{where}: {wrong}.", mend or NOTHING_SAVED, code="PROFILE_WRONG"
        )

    def text(self) -> str:
        """The words of a scalar, outer spaces removed. An empty one is refused."""
        text = self.any_text()
        if not text:
            self.refuse("nothing is written here", "Write words, or leave the key out.")
        return text

    def any_text(self) -> str:
        """The words of a scalar, which may be none."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.refuse("a single value belongs here, not a list or further keys")
        return str(self.node.value).strip()

    def one_of(self, allowed: Collection[str]) -> str:
        """A word of a closed list."""
        text = self.text()
        if text not in allowed:
            self.refuse(f"{text!r} is not known", f"Use one of: {', '.join(allowed)}.")
        return text

    def whole(self) -> int:
        """A whole number from 1."""
        text = self.text()
        if not text.isdecimal() or not text.isascii() or int(text) < 1 or len(text) > 6:
            self.refuse(f"{text!r} is not a whole number from 1")
        return int(text)

    def switch(self) -> bool:
        """`true` or `false`."""
        return self.one_of(("true", "false")) == "true"

    def texts(self) -> tuple[str, ...]:
        """One text or a list of different texts."""
        if isinstance(self.node, yaml.ScalarNode):
            return (self.text(),)
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            self.refuse("a text or a list of texts belongs here", "Write [one, two].")
        found = tuple(Entry(self.file, f"{self.at}[{place}]", node) for place, node in enumerate(self.node.value))
        texts = tuple(one.text() for one in found)
        for place, one in enumerate(found):
            if texts[place] in texts[:place]:
                one.refuse(f"{texts[place]!r} stands twice")
        return texts

    def pairs(self) -> dict[str, "Entry"]:
        """The entries of a mapping by key. A key given twice is refused, where YAML would keep the last in silence."""
        if not isinstance(self.node, yaml.MappingNode):
            self.refuse("keys with values belong here", "Write `key: value` lines.")
        found: dict[str, Entry] = {}
        for key_node, value in self.node.value:
            key = Entry(self.file, self.at, key_node).text()
            one = Entry(self.file, f"{self.at}.{key}" if self.at else key, value)
            if key in found:
                Entry(self.file, one.at, key_node).refuse("the key is given twice", "Keep one of the two.")
            found[key] = one
        return found

    def section(self, required: Collection[str] = (), optional: Collection[str] = ()) -> dict[str, "Entry"]:
        """The entries of a mapping with known keys only; a missing or an unknown one is refused."""
        found = self.pairs()
        for key, one in found.items():
            if key not in required and key not in optional:
                one.refuse("the key is not known", f"Use one of: {', '.join([*required, *optional])}.")
        for key in required:
            if key not in found:
                self.refuse(f"the key {key} is missing", "Add it.")
        return found


def read_entries(text: str, file: str) -> Entry:
    """The whole file as one entry. `Refused` for what is not plain YAML, with its line."""
    if len(text) > LONGEST_FILE:
        raise Refused(
            f"The profile {file} has {len(text):,} characters; the limit is {LONGEST_FILE:,}.",
            NOTHING_SAVED,
            code="PROFILE_WRONG",
        )
    try:
        _refuse_tricks(text, file)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        why = getattr(error, "problem", None) or "it is nested too deeply or holds signs that YAML does not allow"
        raise Refused(
            f"The profile {file}{where} does not read as YAML: {why}.", NOTHING_SAVED, code="PROFILE_WRONG"
        ) from None
    if node is None:
        raise Refused(f"The profile {file} is empty.", NOTHING_SAVED, code="PROFILE_WRONG")
    return Entry(file, "", node)


def _refuse_tricks(text: str, file: str) -> None:
    """Refuse anchors, aliases, tags, a second document and very many entries before anything is built of them."""
    documents = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        documents += isinstance(event, yaml.DocumentStartEvent)
        is_trick = getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None
        if is_trick or documents > 1 or number > 4 * MOST_ENTRIES:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise Refused(
                f"The profile {file}, line {line}: anchors, tags, second documents and more "
                f"than {MOST_ENTRIES:,} entries are not read.",
                "Write it out plainly.",
                code="PROFILE_WRONG",
            )
