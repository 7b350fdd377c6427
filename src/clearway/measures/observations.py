"""Published indicators as they are asked for: the newest value of each, now or as it was known on an earlier day."""

from clearway.records.observations import OBSERVATION_KEY, OBSERVATIONS_SCHEMA

NEWEST = "newest_observations"
"""The view that holds the newest value of each key; its columns are the contract's and `submission_id`."""


def newest_until() -> str:
    """SQL for the same rows as `NEWEST`, of the files received before the moment bound as `known_until`.

    It holds for a day on which the same files counted as count now (`KnownOn.observed_until` is that moment); for
    another day the figures of the day are built, and `NEWEST` answers there.
    """
    columns = ", ".join(f"observations.{name}" for name in ("submission_id", *OBSERVATIONS_SCHEMA.names))
    same = ", ".join(f"observations.{name}" for name in OBSERVATION_KEY)
    return f"""
        SELECT {columns}
        FROM observations
        INNER JOIN submissions ON submissions.id = observations.submission_id
        WHERE submissions.received_at < $known_until::TIMESTAMPTZ
        QUALIFY row_number() OVER (PARTITION BY {same} ORDER BY observations.answers_as) = 1
    """  # noqa: S608 - every part is a constant of this file
