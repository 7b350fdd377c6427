"""Who decides on files that name people, and on daily limits: never on their own."""

import pytest
from tests.site.permissions.people import BARNSLEY, acting
from tests.site.permissions.test_who_writes_and_reads import agree, those_who

from clearway.site.exports import permissions as exports
from clearway.site.exports.models import DayOfUse, Export
from clearway.site.organisations.roles import CancerManager, InformationGovernanceLead, ProgrammeManager

ADMINISTRATORS = {"administrator", "local administrator", "lead", "local lead"}


def test_what_others_took_is_overseen_by_administrators_and_leads():
    assert those_who(exports.can_oversee, exports.check_may_oversee) == ADMINISTRATORS


@pytest.mark.parametrize(
    ("can", "check", "kind"),
    [(exports.can_decide, exports.check_may_decide, Export), (exports.can_allow, exports.check_may_allow, DayOfUse)],
)
def test_nobody_decides_on_a_file_or_a_limit_of_their_own(can, check, kind):
    lead = acting(InformationGovernanceLead, BARNSLEY, number=5)
    assert agree(can, check, lead, kind(person_id=6))
    assert not agree(can, check, lead, kind(person_id=5))
    for other in (CancerManager, ProgrammeManager):
        assert not agree(can, check, acting(other, BARNSLEY, number=5), kind(person_id=6))
