"""People who keep, read and speak up, for the tests of engagement."""

from datetime import date

import pytest
from tests.site.keepers import as_keeper, keeper, patient  # noqa: F401

from clearway.site.engagement.models import Audience, AudienceKind
from clearway.site.engagement.services.audiences import AboutAudience, add_audience

TODAY = date(2026, 6, 1)


@pytest.fixture
def young(keeper) -> Audience:  # noqa: F811
    about = AboutAudience(name="Young people", kind=AudienceKind.PEOPLE, characteristics=["age"])
    return add_audience(by=keeper, about=about)
