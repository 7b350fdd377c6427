"""Somebody who reviews measures, and the points of a line."""

from datetime import date

import pytest
from tests.site.conftest import member

from clearway.measures.catalogue import load_catalogue
from clearway.measures.months import last_day, months_between
from clearway.site.annotations.services import notes
from clearway.site.organisations.roles import MeasureReviewer

SIXTY_TWO = load_catalogue()["CWT-62D"]
STAGE = load_catalogue()["EDX-STAGE"]
MONTH_ENDS = tuple(last_day(month) for month in months_between("2024-01", "2025-03"))
MARCH = date(2025, 3, 31)


@pytest.fixture
def reviewer(alliance):
    return member("reviewer@example.org", alliance, MeasureReviewer)


@pytest.fixture
def _line(monkeypatch):
    """Every line has fifteen months."""
    monkeypatch.setattr(notes, "points_of", lambda measure, area: MONTH_ENDS)
