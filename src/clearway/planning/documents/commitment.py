"""Whether a sentence is a commitment, by which rule, and what in it is to be done."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from clearway.planning.documents.dates import PrintedDate
from clearway.planning.documents.passages import Standing
from clearway.planning.documents.sentences import without_label
from clearway.planning.documents.tables import any_of, compiled, form, table, words_of
from clearway.planning.documents.targets import targets_in

SHORTEST = 2
GERUND = re.compile(r"^(\w+?)ing\b", re.IGNORECASE)
ADVERB = re.compile(
    r"^(?:further|honestly|also|then|please|\w+ly|to|and|in order to|aiming to|need to|aspiring to)\s+", re.IGNORECASE
)
BEFORE_DATE = (
    r"(?:[,(]?\s*\b(?:no later than|by|before|within|in|during|from|until|due:?)\s+"
    r"(?:the )?(?:(?:end|beginning|middle) of )?(?:early |late )?)?"
)
NUMBERS = re.compile(
    r"[\[(](?:(?:national |taskforce )?rec(?:ommendation)?s?\.?\s*)?\d{1,3}(?:\s*(?:,|and|&|-|–)\s*\d{1,3})*[\])]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a sentence was proposed. `rule` in words; `subject` and `task` are the words before and after "will"."""

    rule: str
    subject: str = ""
    task: str = ""


def ground_of(sentence: str, *, is_item: bool, is_first: bool, standing: Standing, is_marked: bool) -> Ground | None:
    """Why a sentence is a commitment, or None when it is none.

    `is_item`: it stands in a list or cell. `is_first`: it opens its passage. `standing`: what its heading or lead
    says of it; in context only who will do a thing counts. `is_marked`: its line is marked as an action or decision.
    """
    words = (
        re.sub(form("layout", "marker"), "", without_label(sentence)).strip() if is_first else without_label(sentence)
    )
    if len(words.split()) < SHORTEST or denial_of(words) or is_title(words):
        return None
    subject, task = split_at_commit(words)
    if is_marked and is_first:
        return Ground("a line marked as an action or decision", subject, task or words)
    if begins_with_verb(words) and not (standing is Standing.CONTEXT and not is_item):
        return Ground("begins with what is to be done", task=words)
    if task and _is_doing(subject, task):
        return Ground("says who will or must do a thing", subject, task)
    if standing is Standing.CONTEXT:
        return None
    if is_item and begins_with_noun(words):
        return Ground("begins with the name of something to be done", task=words)
    if any_of("commitments", "reached").search(words) and (is_item or targets_in(words) or not task):
        return Ground("says what is to be reached", task=words)
    if standing is Standing.PROMISED and is_item and is_first:
        return Ground("stands in a list of commitments", task=words)
    return None


def denial_of(sentence: str) -> str | None:
    """Which rule says that a sentence is no commitment, in words; None when no rule does."""
    for why, pattern in table("commitments")["denied"].items():
        if _denial(pattern).search(sentence):
            return str(why)
    return None


@cache
def _denial(pattern: str) -> re.Pattern[str]:
    return compiled(pattern)


def split_at_commit(sentence: str) -> tuple[str, str]:
    """The words before and after the first "will", "is to", "agreed to" and the like; both empty without one."""
    match = any_of("commitments", "commit").search(sentence)
    return (sentence[: match.start()].strip(), sentence[match.end() :].strip()) if match else ("", "")


def begins_with_verb(words: str) -> bool:
    """Whether a sentence begins with a verb of the table: "Develop …", "Developing …", "To develop …"."""
    bare = ADVERB.sub("", words)
    first = re.split(r"[\s/,&]+", bare.lower(), maxsplit=1)[0].strip("“\"'*:;.")
    verbs = words_of("commitments", "verbs")
    if first in verbs:
        return True
    gerund = GERUND.match(first)
    if gerund is None:
        return False
    stem = gerund[1]
    undoubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return bool({stem, f"{stem}e", undoubled} & verbs)


def begins_with_noun(words: str) -> bool:
    """Whether a sentence begins with a noun that names the doing of a thing, or has one among its first four words."""
    start = re.findall(r"[\w-]+", words.lower())[:4]
    joined = {f"{one}-{two}" for one, two in pairwise(start)}
    return bool((set(start) | joined) & words_of("commitments", "nouns"))


def _is_doing(subject: str, task: str) -> bool:
    """Whether the words after "will" begin with something to be done, or the subject is somebody named."""
    first = re.split(r"[\s,]+", re.sub(ADVERB, "", task).lower(), maxsplit=1)[0]
    verbs = words_of("commitments", "verbs")
    is_passive = first.endswith("ed") or first in {"be", "made", "held", "given", "put", "built", "sent"}
    return first in verbs or is_passive or (bool(subject) and first in {"have", "get", "start", "also", "be"})


def is_title(words: str) -> bool:
    """Whether words are set as a title: three at least, and every word but the small ones with a capital."""
    long = [word for word in re.findall(r"[A-Za-z][\w'’-]*", words) if len(word) > 3 or word[0].isupper()]
    return len(long) >= 2 and len(words.split()) <= 12 and all(word[0].isupper() for word in long)


def action_words(task: str, dates: tuple[PrintedDate, ...]) -> str:
    """What is to be done, without its date, its recommendation numbers and the full stop."""
    words = task
    for date in dates:
        words = re.sub(BEFORE_DATE + re.escape(date.printed), "", words, flags=re.IGNORECASE)
    words = NUMBERS.sub("", words)
    words = re.sub(r"\(\s*\)|\s+(?=[.,;])", "", words)
    return " ".join(words.split()).strip(" .,;:-–")
