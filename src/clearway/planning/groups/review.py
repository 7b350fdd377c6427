"""When terms of reference are due to be looked at again: each year, unless the group said another day."""

from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=60)


class Review(StrEnum):
    """How a review stands. The value is how it reads."""

    NOT_DUE = "not due"
    SOON = "due soon"
    OVERDUE = "overdue"


def review_day(agreed_on: date) -> date:
    """A year after terms were agreed; what was agreed on 29 February is due on 28 February."""
    try:
        return agreed_on.replace(year=agreed_on.year + 1)
    except ValueError:
        return agreed_on.replace(year=agreed_on.year + 1, day=28)


def review_state(review_by: date, today: date) -> Review:
    """How a review stands on a day: on its own day it is not yet overdue."""
    if today > review_by:
        return Review.OVERDUE
    return Review.SOON if review_by - today <= SOON else Review.NOT_DUE
