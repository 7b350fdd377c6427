"""The `deprivation` of an observation: which of so many groups, by which division; the first is the most deprived."""

import re
from typing import NamedTuple

WRITTEN = re.compile(r"(\d+) of (\d+), (.+)\Z")


class DeprivationGroup(NamedTuple):
    """Group `rank` of `groups` (1 is the most deprived), by the division that `basis` names in the publisher's words.

    Several divisions may be published for one value (areas or neighbourhoods, of one index or another): groups are
    compared within one `basis` only.
    """

    rank: int
    groups: int
    basis: str

    def written(self) -> str:
        """As it stands in an observation.

        >>> DeprivationGroup(1, 10, "LSOA deprivation deciles in England (IMD2019)").written()
        '1 of 10, LSOA deprivation deciles in England (IMD2019)'
        """
        return f"{self.rank} of {self.groups}, {self.basis}"


def deprivation_group(written: str) -> DeprivationGroup | None:
    """The group that an observation's `deprivation` names; None for `ALL` and for words in another shape."""
    match = WRITTEN.match(written)
    return DeprivationGroup(int(match[1]), int(match[2]), match[3]) if match else None
