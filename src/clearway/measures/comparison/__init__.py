"""Fair comparison: against the own past, against one another, between groups, and what may be said of each."""

from clearway.measures.comparison.against import Against, Circle, Compared, alliance_of, circle_of, compared_in
from clearway.measures.comparison.charting import Advice, advice, charted, charts_for
from clearway.measures.comparison.deprivation import DeprivationGradient, DeprivationGroup, gradient_of
from clearway.measures.comparison.glance import Glance, Glances, glance_of, glances_of
from clearway.measures.comparison.groups import GroupPanel, group_panel, protected
from clearway.measures.comparison.history import lines_of
from clearway.measures.comparison.line import ChartKind, Line, Point
from clearway.measures.comparison.peers import NOT_PLACES, Peer, PeerSet, Shrinkage, peers_of
from clearway.measures.comparison.pooled import pooled
from clearway.measures.comparison.told import LinesTold, MeasureTold, lines_told, told_of

__all__ = [
    "NOT_PLACES",
    "Advice",
    "Against",
    "ChartKind",
    "Circle",
    "Compared",
    "DeprivationGradient",
    "DeprivationGroup",
    "Glance",
    "Glances",
    "GroupPanel",
    "Line",
    "LinesTold",
    "MeasureTold",
    "Peer",
    "PeerSet",
    "Point",
    "Shrinkage",
    "advice",
    "alliance_of",
    "charted",
    "charts_for",
    "circle_of",
    "compared_in",
    "glance_of",
    "glances_of",
    "gradient_of",
    "group_panel",
    "lines_of",
    "lines_told",
    "peers_of",
    "pooled",
    "protected",
    "told_of",
]
