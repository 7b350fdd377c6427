"""Who agrees to files that name people and allows more than a daily limit: never for themselves."""

import pytest
from tests.site.permissions.people import ALLIANCE, BARNSLEY, acting, former
from tests.site.permissions.test_who_writes_and_reads import agree

from clearway.site.exports import permissions as exports
from clearway.site.exports.models import DayOfUse, Export
from clearway.site.organisations.roles import ROLES, Administrator, InformationGovernanceLead, Tracker

OVERSEERS = {"administrator", "information_governance_lead"}
TRACKERS = 2


@pytest.mark.parametrize("place", [ALLIANCE, BARNSLEY], ids=lambda one: one.kind)
def test_leads_and_administrators_oversee_exports_and_nobody_else(place):
    found = {
        key for key, role in ROLES.items() if agree(exports.can_oversee, exports.check_may_oversee, acting(role, place))
    }
    assert found == OVERSEERS


@pytest.mark.parametrize("role", [Administrator, InformationGovernanceLead])
def test_nobody_decides_on_an_export_of_their_own_or_allows_themselves_more(role):
    for can, check, of in (
        (exports.can_decide, exports.check_may_decide, Export),
        (exports.can_allow, exports.check_may_allow, DayOfUse),
    ):
        assert agree(can, check, acting(role), of(person_id=TRACKERS))
        assert not agree(can, check, acting(role, number=TRACKERS), of(person_id=TRACKERS))
        assert not agree(can, check, former(role), of(person_id=TRACKERS))
        assert not agree(can, check, acting(Tracker), of(person_id=TRACKERS))
