"""Where a place's events lie: the view with one row a share, and the column that keeps the place."""

from clearway.measures.question import Side

EVENTS_OF: dict[tuple[str, Side], tuple[str, str]] = {
    ("provider", "trusts"): ("shares", "trust"),
    ("commissioner", "residents"): ("whole_events", "commissioner"),
    ("alliance", "trusts"): ("alliance_shares", "trusts_alliance"),
    ("alliance", "residents"): ("whole_events", "residents_alliance"),
}
"""By kind of place and the way it is counted."""
