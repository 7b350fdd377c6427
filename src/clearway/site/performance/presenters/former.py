"""The standards until September 2023 beside those of today: where each is found, and why they are not one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from clearway.measures.months import gaps
from clearway.measures.question import Side
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.asked import Asked
from clearway.site.performance.cards import cards
from clearway.site.performance.presenters.choices import Option
from clearway.site.performance.presenters.subject import Subject
from clearway.site.performance.standards_shown import FORMER_STANDARDS, STANDARDS, StandardShown

LAST_MONTH = "2023-09"


@dataclass(frozen=True, slots=True)
class FormerShown:
    """On a page of today: links to the standards of then. On a page of then: why it ended, what is held, and a link on.

    Everything is empty where nothing of the other time is held.
    """

    links: tuple[Option, ...] = ()
    ended: str = ""
    held: str = ""
    successor: Option | None = None


def former_shown(subject: Subject, held: Sequence[str]) -> FormerShown:
    """What a page says of the other time."""
    standard = subject.standard
    if not standard.is_former:
        found = [FORMER_STANDARDS[key] for key in standard.before if sides_held(key)]
        return FormerShown(links=tuple(Option(one.heading, href=_address(subject, one.key)) for one in found))
    today = STANDARDS[standard.successor]
    if standard.days == 14:
        ended = "This standard ended on 30 September 2023. No standard has held for being seen since then."
    else:
        ended = (
            "This standard ended on 30 September 2023. The one that took its place counts other people together with "
            "these: a share of then and one of today are two measures, and no line joins them."
        )
    return FormerShown(
        ended=ended,
        held=held_words(held),
        successor=Option(f"Since October 2023: {today.heading.lower()}", href=_address(subject, today.key)),
    )


def held_words(held: Sequence[str]) -> str:
    """From when to when figures are held, and how many months between are not."""
    if not held:
        return ""
    if len(held) == 1:
        return f"Held: {words.month(held[0])} alone."
    missing = gaps(held[0], held[-1], held)
    many = "1 month between is not held and is a gap" if len(missing) == 1 else ""
    many = many or f"{len(missing)} months between are not held and are gaps"
    between = f"; {many} on the chart" if missing else ""
    return f"Held: {words.month(held[0])} to {words.month(held[-1])}{between}."


def headings_beside(standard: StandardShown) -> Mapping[str, str]:
    """The standards that a page can be changed to: those of its own time, of then only those that are held."""
    if not standard.is_former:
        return {key: one.heading for key, one in STANDARDS.items()}
    return {key: one.heading for key, one in FORMER_STANDARDS.items() if key == standard.key or sides_held(key)}


def plain_words(standard: StandardShown) -> str:
    """Who a standard counts, in a sentence."""
    plain = cards()[standard.card].plain
    rule = figures.rules().standards.get(standard.keys[0])
    return f"{rule.population}. {plain}" if standard.is_former and rule else plain


def sides_held(key: str) -> tuple[Side, ...]:
    """By whom a published standard is held: by trusts, by residents, both or neither."""
    return tuple(side for side in get_args(Side) if figures.months_held("published", key, side))


def as_published_then(standard: StandardShown, asked: Asked) -> Asked:
    """What can be asked of a former standard: published figures, counted in the way that is held, its newest month."""
    sides = sides_held(standard.key)
    side = asked.side if asked.side in sides or not sides else sides[0]
    return asked.but(basis="published", side=side)


def month_then(standard: StandardShown, asked: Asked) -> str:
    """The month of a former standard to show: the one asked for, else the newest that is held."""
    held = figures.months_held("published", standard.key, asked.side)
    return asked.month or (held[-1] if held else LAST_MONTH)


def _address(subject: Subject, key: str) -> str:
    """The same place under another standard, at its newest month."""
    return subject.address(standard=key, month="", cancer_type="", route="", modality="", basis="published")
