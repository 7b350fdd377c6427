"""On a live store no address names the people of another trust's records, on a page or in a file, unless agreed."""

import pytest
from tests.faults.addresses import addresses
from tests.site.conftest import member
from tests.site.tracking.test_sight import live, sheffield, signed_in  # noqa: F401

from clearway.site.organisations.roles import ROLES
from clearway.site.submissions.models import Submission

pytestmark = pytest.mark.slow
NAMES = ("9990000018", "999 000 0018", "9990000026", "9990000034", "Mrs Example")
"""Numbers and words of the trust's records; a local identifier is too short to tell from a token of a form."""
KNOWN = {
    "standard": "62",
    "measure": "CWT-62D",
    "code": "RFF",
    "referring": "RFF",
    "receiving": "RHQ",
    "month": "2025-05",
    "kind": "json",
    "number": "1",
}
ENDS_THE_WALK = {"sign-out"}


@pytest.mark.parametrize("key", ["tracker", "alliance_analyst", "information_governance_lead"])
def test_no_address_names_a_person_of_another_trusts_record_without_an_agreement(
    live,  # noqa: F811
    alliance,
    sheffield,  # noqa: F811
    links,
    key,
):
    role = ROLES[key]
    browser = signed_in(member(f"{key}@example.org", sheffield if "trust" in role.held_at else alliance, role))
    own = Submission.unscoped.get(organisation_code="RFF")
    asked = {"link": links["B1"], "submission_id": own.pk, **KNOWN}
    seen, named = 0, []
    for address in addresses():
        if address.template in ENDS_THE_WALK:
            continue
        path = address.path(**{one: asked.get(one, "x") for one in address.names})
        for query in ("", "?format=csv&organisation=RFF"):
            answer = browser.get(path + query)
            text = answer.content.decode(errors="replace") if not answer.streaming else ""
            seen += answer.status_code == 200
            named += [(path + query, secret) for secret in NAMES if secret in text]
    assert seen > 40
    assert named == []


def test_the_walk_would_have_met_them(live, as_tracker, links):  # noqa: F811
    answer = as_tracker.get("/data/quality/mend?organisation=RFF")
    assert answer.status_code == 200
    assert any(secret in answer.content.decode() for secret in ("B2", "PW2")), "its own trust's rows are named"
