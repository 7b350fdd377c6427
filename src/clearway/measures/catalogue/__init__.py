"""The catalogue of measures: one definition a file, read strictly.

>>> from clearway.measures.catalogue import load_catalogue
>>> len(load_catalogue()) >= 108
True
"""

from clearway.measures.catalogue.front_page import FrontPage, FrontPageRow
from clearway.measures.catalogue.load import Catalogue, load_catalogue
from clearway.measures.catalogue.measure import (
    Ambition,
    Kind,
    Measure,
    Polarity,
    Status,
    Target,
    TargetKind,
    Verification,
)
from clearway.measures.catalogue.places import (
    Observations,
    OpenPathways,
    Place,
    Records,
    Standardised,
    Waits,
    WaitsRatio,
)
from clearway.measures.catalogue.reviews import overdue, overdue_reviews

__all__ = [
    "Ambition",
    "Catalogue",
    "FrontPage",
    "FrontPageRow",
    "Kind",
    "Measure",
    "Observations",
    "OpenPathways",
    "Place",
    "Polarity",
    "Records",
    "Standardised",
    "Status",
    "Target",
    "TargetKind",
    "Verification",
    "Waits",
    "WaitsRatio",
    "load_catalogue",
    "overdue",
    "overdue_reviews",
]
