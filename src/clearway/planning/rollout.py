"""A service rolled out over providers: where it is planned, piloted, live as business as usual, or stopped."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

STATUSES = {
    "planned": "Planned",
    "pilot": "Pilot",
    "live": "Live",
    "stopped": "Stopped",
}


@dataclass(frozen=True, kw_only=True)
class RollOutPlace:
    """How a service stands at one provider, from which day on. Live means business as usual."""

    id: str
    provider: str
    status: str
    since: date | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class RollOut:
    """A service that is to reach providers, what was promised of it, and where it stands."""

    id: str
    title: str
    deliverable: str | None = None
    promised: str | None = None
    source: str | None = None
    verified: bool | None = None
    basis: str | None = None
    note: str | None = None
    places: tuple[RollOutPlace, ...] = ()

    def at(self, provider: str) -> RollOutPlace | None:
        """How it stands at a provider; None when nothing is said."""
        return next((one for one in self.places if one.provider == provider), None)


def providers_of(rollouts: Iterable[RollOut]) -> tuple[str, ...]:
    """Every provider that is named, in the order of the alphabet."""
    return tuple(sorted({place.provider for one in rollouts for place in one.places}))


def reach(one: RollOut, providers: Iterable[str]) -> str:
    """How far a service has come, in words: `live at 3 of 5, pilot at 1`."""
    among = list(providers)
    counted = Counter(place.status for place in one.places)
    others = [f"{words.lower()} at {counted[key]}" for key, words in STATUSES.items() if key != "live" and counted[key]]
    silent = len(among) - sum(counted.values())
    told = [f"live at {counted['live']} of {len(among)}", *others, *([f"nothing said of {silent}"] if silent else [])]
    return ", ".join(told)
