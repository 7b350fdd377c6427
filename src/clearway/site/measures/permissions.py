"""Whose values a person may see: published ones everybody's, computed ones only of what their role covers."""

from dataclasses import dataclass

from clearway.site.organisations.models import Membership
from clearway.site.performance.permissions import only_provider


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of the values computed from records somebody sees: all, or those of one trust alone."""

    only_trust: str = ""

    @property
    def sees_all(self) -> bool:
        """Whether nothing is kept from them."""
        return not self.only_trust


EVERYTHING = Sight()


def sight_of(membership: Membership) -> Sight:
    """What a membership sees, as on the pages of the position."""
    only = only_provider(membership, "computed")
    return EVERYTHING if only is None else Sight(only)
