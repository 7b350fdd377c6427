"""Words that exports use for columns and codes: how like a heading is to a column, and a value to a code."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from clearway.intake.waiting_times.headings import known_headings, plain
from clearway.records.waiting_times import COLUMNS
from clearway.standards import load_rule_book

WORD = re.compile(r"[a-z]+|[0-9]+(?:st|nd|rd)?")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What `phrases.yaml` says."""

    short: Mapping[str, str]
    ignored_words: frozenset[str]
    columns: Mapping[str, tuple[frozenset[str], ...]]
    codes: Mapping[str, Mapping[str, str]]
    empty: frozenset[str]


@cache
def phrases() -> Phrases:
    """The words, ready to be compared."""
    text = files(__package__).joinpath("phrases.yaml").read_text(encoding="utf-8")
    told = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - our own file; every word stays text, `yes` too
    ignored = frozenset(told["ignored_words"])
    return Phrases(
        short=told["short"],
        ignored_words=ignored,
        columns={
            name: tuple(words_in(one, told["short"], ignored) for one in [*said, name])
            for name, said in told["columns"].items()
        },
        codes={
            name: {plain_value(word): code for code, words in codes.items() for word in words}
            for name, codes in told["codes"].items()
        },
        empty=frozenset(told["empty"]),
    )


def words_in(text: str, short: Mapping[str, str], ignored: frozenset[str]) -> frozenset[str]:
    """The words of a heading, abbreviations spelt out."""
    spelt = []
    for word in WORD.findall(CAMEL.sub(" ", text).casefold()):
        if word not in ignored:
            spelt += short.get(word, word).split()
    return frozenset(word.removesuffix("s") if len(word) > 4 else word for word in spelt)


@cache
def shipped_names() -> dict[str, str]:
    """Plain heading → column, as shipped profiles have them."""
    from clearway.intake.profiles.library import shipped_profiles

    found: dict[str, set[str]] = {}
    for profile in shipped_profiles().values():
        for column in profile.columns:
            for heading in column.headings:
                found.setdefault(plain(heading), set()).add(column.target)
    return {name: next(iter(targets)) for name, targets in found.items() if len(targets) == 1}


def likeness(heading: str, target: str) -> tuple[float, str]:
    """How like a heading is to a column, from 0 to 1, and in words why."""
    if known_headings().get(plain(heading)) == target:
        return 1.0, "a known name of this column"
    if shipped_names().get(plain(heading)) == target:
        return 0.95, "a shipped profile calls it so"
    said = phrases()
    words = words_in(heading, said.short, said.ignored_words)
    best = max((overlap(words, phrase) for phrase in said.columns.get(target, ())), default=0.0)
    return best * 0.9, "the words of the heading"


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Shared words against all words of both, from 0 to 1."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def plain_value(text: str) -> str:
    """A value as values are compared: without case and with single spaces."""
    return " ".join(text.casefold().split())


@cache
def labels(target: str) -> dict[str, str]:
    """Code → label of a column's code list, every code that was ever in use; empty without a list."""
    constraint = {column.name: column.constraint for column in COLUMNS}[target]
    listed = load_rule_book().code_lists.get(constraint)
    return {held.code.code: held.code.label for held in listed.codes} if listed else {}


def code_for(target: str, value: str) -> tuple[str, str]:
    """The code that a value probably means and why; both empty when that cannot be told."""
    listed = labels(target)
    if value in listed:
        return value, "on the code list"
    said = [code for code, label in listed.items() if plain(label) == plain(value)]
    if len(said) == 1:
        return said[0], "the words of the code list"
    known = phrases().codes.get(target, {}).get(plain_value(value))
    if known:
        return known, "a common word for it"
    padded = [code for code in listed if value.isdecimal() and code == value.zfill(len(code))]
    if len(padded) == 1:
        return padded[0], "a leading zero is missing"
    return nearest(value, listed)


def nearest(value: str, listed: Mapping[str, str]) -> tuple[str, str]:
    """The one code whose label shares most words with a value, if it shares at least half.

    None when all the words of the value stand in several labels: `Surgery` is more than one kind of treatment.
    """
    said = words_in(value, {}, frozenset())
    spoken = {code: words_in(label, {}, frozenset()) for code, label in listed.items()}
    if sum(said <= words for words in spoken.values()) > 1:
        return "", ""
    scores: Sequence[tuple[float, str]] = sorted(
        ((overlap(said, words), code) for code, words in spoken.items()), reverse=True
    )
    if scores and scores[0][0] >= 0.5 and (len(scores) == 1 or scores[1][0] < scores[0][0]):
        return scores[0][1], "words like those of the code list"
    return "", ""
