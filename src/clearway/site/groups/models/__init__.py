"""What groups are made of. It belongs to the alliance, and is read by everybody signed in who may read groups."""

from clearway.site.groups.models.group import Delegation, Group, QuorumVersion, Terms
from clearway.site.groups.models.seats import Holder, Seat

__all__ = ["Delegation", "Group", "Holder", "QuorumVersion", "Seat", "Terms"]
