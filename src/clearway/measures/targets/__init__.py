"""Targets of a measure: the standard, the national milestone and the agreed trajectory, side by side."""

from clearway.measures.targets.agreed import AgreedTarget, Trajectories, judged, trajectories_held
from clearway.measures.targets.of_areas import AGREED, PROVISIONAL_TARGET, AreaTargets, targets_of_areas
from clearway.measures.targets.target_on import TargetHeld, TargetsOn, target_on

__all__ = [
    "AGREED",
    "PROVISIONAL_TARGET",
    "AgreedTarget",
    "AreaTargets",
    "TargetHeld",
    "TargetsOn",
    "Trajectories",
    "judged",
    "target_on",
    "targets_of_areas",
    "trajectories_held",
]
