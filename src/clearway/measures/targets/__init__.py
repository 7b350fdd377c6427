"""Targets of a measure: the standard, the national milestone and the agreed trajectory, side by side."""

from clearway.measures.targets.agreed import AgreedTarget, Trajectories, judged, trajectories_held
from clearway.measures.targets.target_on import TargetHeld, TargetsOn, target_on

__all__ = ["AgreedTarget", "TargetHeld", "TargetsOn", "Trajectories", "judged", "target_on", "trajectories_held"]
