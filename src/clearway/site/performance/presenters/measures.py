"""Definition cards as people read them: words, rules with trust labels, thresholds by date, age of the figures."""

from dataclasses import dataclass

from django.urls import reverse

from clearway.measures.question import Basis
from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.cards import Card, cards
from clearway.site.performance.definitions import MEASURE_OF, definition_href
from clearway.site.performance.presenters.history import ThresholdLine, threshold_lines

STANDARD_OF = {
    "28-day": "28",
    "31-day": "31",
    "62-day": "62",
    "after-day-104": "62",
    "referrals-seen": "usc_first_seen",
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: its id, what it says, how sure we are of it, and where it was read."""

    id: str
    title: str
    words: str
    trust: str
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class CardPage:
    """The page of one definition."""

    card: Card
    thresholds: tuple[ThresholdLine, ...]
    exclusions: tuple[RuleLine, ...]
    rules: tuple[RuleLine, ...]
    ages: tuple[str, ...]
    figures_href: str


@dataclass(frozen=True, slots=True)
class CardLink:
    """One definition in the list."""

    title: str
    plain: str
    href: str


def card_links() -> tuple[CardLink, ...]:
    """The definitions of what is no measure."""
    return tuple(
        CardLink(card.title, card.plain, definition_href(card.slug))
        for card in cards().values()
        if card.slug not in MEASURE_OF
    )


def card_page(card: Card) -> CardPage:
    """The page of a definition."""
    key = STANDARD_OF.get(card.slug, "")
    has_page = card.slug in ("28-day", "31-day", "62-day")
    return CardPage(
        card=card,
        thresholds=threshold_lines(card.slug) if key != "usc_first_seen" and card.slug != "after-day-104" else (),
        exclusions=tuple(map(_rule, card.exclusions)),
        rules=tuple(_rule(one) for one in card.rules if one not in card.exclusions),
        ages=tuple(filter(None, (_age("published", key), _age("computed", key)))) if key else (),
        figures_href=reverse("performance:standard", args=[key]) if has_page else "",
    )


def _rule(rule_id: str) -> RuleLine:
    rule = figures.rules().rules[rule_id]
    where = f"{rule.source.document}, {rule.source.version}"
    return RuleLine(rule.id, rule.title, rule.words, rule.trust.words, where, reverse("standards:rule", args=[rule.id]))


def _age(basis: Basis, key: str) -> str:
    """From when to when figures are held; empty when none are."""
    try:
        held = figures.months_held(basis, key)
    except Refused:
        return ""
    if not held:
        return ""
    return f"{basis.capitalize()} figures are held from {words.month(held[0])} to {words.month(held[-1])}."
