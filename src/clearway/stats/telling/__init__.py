"""What may be said of a unit against a benchmark, how often that is wrong, and how long until more can be said."""

from clearway.stats.telling.label import (
    BETTER,
    HIGHER,
    LOWER,
    NO_DIFFERENT,
    TOO_FEW,
    UNKNOWN,
    WORSE,
    Telling,
    tell_proportions,
    tell_rates,
)
from clearway.stats.telling.power import (
    events_needed,
    people_needed,
    power_of_proportion,
    power_of_rate,
)
from clearway.stats.telling.several import Several, adjusted_chances

__all__ = [
    "BETTER",
    "HIGHER",
    "LOWER",
    "NO_DIFFERENT",
    "TOO_FEW",
    "UNKNOWN",
    "WORSE",
    "Several",
    "Telling",
    "adjusted_chances",
    "events_needed",
    "people_needed",
    "power_of_proportion",
    "power_of_rate",
    "tell_proportions",
    "tell_rates",
]
