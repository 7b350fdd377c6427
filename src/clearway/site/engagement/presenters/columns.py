"""The columns of the planner in files: those of the planner of 2017 first, then what else an activity has."""

from clearway.publications.tables import Column, Kind

COLUMNS: tuple[tuple[str, str, Kind], ...] = (
    ("when", "Date", Kind.TEXT),
    ("text", "Activity", Kind.TEXT),
    ("audience", "Audience", Kind.TEXT),
    ("comments", "Comments", Kind.TEXT),
    ("update", "Update", Kind.TEXT),
    ("first_day", "First day", Kind.DATE),
    ("last_day", "Last day", Kind.DATE),
    ("channel", "Channel", Kind.TEXT),
    ("lead", "Who leads", Kind.TEXT),
    ("place", "Place", Kind.TEXT),
    ("venue", "Where it happens", Kind.TEXT),
    ("take_part", "How people can take part", Kind.TEXT),
    ("state", "State", Kind.TEXT),
    ("outcome", "What came of it", Kind.TEXT),
    ("people", "People reached", Kind.COUNT),
    ("characteristics", "Protected characteristics", Kind.TEXT),
)


def table_columns() -> tuple[Column, ...]:
    """The columns as a table has them."""
    return tuple(Column(key, heading, kind) for key, heading, kind in COLUMNS)
