"""The pages that the user guide shows are sound on the seeded demo; `scripts/take_pictures.py` takes their pictures."""

import pytest
from tests.system.conftest import Visitor
from tests.system.pictures import picture
from tests.system.test_main_job import at_a_desk, demo_address  # noqa: F401 - fixtures

pytestmark = [pytest.mark.system, pytest.mark.slow]

ANALYST, TRACKER, ADMINISTRATOR = "alliance analyst", "cancer pathway tracker", "administrator"
PAGES = (
    ("data", TRACKER, "/data/"),
    ("completeness", TRACKER, "/data/quality/completeness"),
    ("revisions", ANALYST, "/data/revisions"),
    ("former-standard", ANALYST, "/waits/62_gp"),
    ("organisation", ANALYST, "/organisations/RFF"),
    ("retention", ADMINISTRATOR, "/data/retention"),
)


@pytest.mark.parametrize(("name", "role", "path"), PAGES, ids=[name for name, _, _ in PAGES])
def test_a_page_of_the_guide_is_sound(at_a_desk: Visitor, name: str, role: str, path: str) -> None:  # noqa: F811
    at_a_desk.signs_in_as(role).goes_to(path).finds_nothing_wrong()
    picture(at_a_desk.page, name)
