"""Survival: Kaplan-Meier, net survival against a life table, gates of quality, age standardisation."""

from clearway.stats.survival.curve import LIMITS, Curve, Survival, with_limits
from clearway.stats.survival.kaplan_meier import kaplan_meier
from clearway.stats.survival.life_table import LifeTable, life_table
from clearway.stats.survival.net import METHODS, Followed, net_survival
from clearway.stats.survival.quality import (
    ICSS,
    Standardised,
    age_standardised,
    is_publishable,
    judged,
    published,
)

__all__ = [
    "ICSS",
    "LIMITS",
    "METHODS",
    "Curve",
    "Followed",
    "LifeTable",
    "Standardised",
    "Survival",
    "age_standardised",
    "is_publishable",
    "judged",
    "kaplan_meier",
    "life_table",
    "net_survival",
    "published",
    "with_limits",
]
