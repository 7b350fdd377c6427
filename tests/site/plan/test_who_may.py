"""Who reads plans, loads them, edits them, and says how a deliverable stands: what shows a button guards the write."""

import pytest
from tests.site.permissions.people import ALLIANCE, BARNSLEY, ROTHERHAM, acting, former
from tests.site.permissions.test_who_writes_and_reads import agree

from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, ProgrammeManager
from clearway.site.plan import permissions
from clearway.site.plan.models import Deliverable

OF_BARNSLEY = Deliverable(owner_organisation=BARNSLEY.code)


@pytest.mark.parametrize("key", sorted(ROLES))
def test_who_has_the_permission_reads_and_who_has_it_no_longer_does_not(key):
    reads = agree(permissions.can_read, permissions.check_may_read, acting(ROLES[key]))
    assert reads == (Permission.READ_PLAN in ROLES[key].permissions)
    assert not agree(permissions.can_read, permissions.check_may_read, former(ROLES[key]))


@pytest.mark.parametrize(
    ("can", "check", "permission"),
    [
        (permissions.can_load, permissions.check_may_load, Permission.LOAD_PLAN),
        (permissions.can_edit, permissions.check_may_edit, Permission.EDIT_PLAN),
    ],
)
@pytest.mark.parametrize("key", sorted(ROLES))
def test_plans_are_loaded_and_edited_from_the_alliance_alone(can, check, permission, key):
    assert agree(can, check, acting(ROLES[key], ALLIANCE)) == (permission in ROLES[key].permissions)
    assert not agree(can, check, acting(ROLES[key], BARNSLEY))
    assert not agree(can, check, former(ROLES[key], ALLIANCE))


@pytest.mark.parametrize("key", sorted(ROLES))
def test_a_deliverable_is_updated_by_its_own_organisation_and_by_programme_managers(key):
    def may(place) -> bool:
        return agree(permissions.can_update, permissions.check_may_update, acting(ROLES[key], place), OF_BARNSLEY)

    assert may(BARNSLEY) == (Permission.UPDATE_PLAN in ROLES[key].permissions)
    assert not may(ROTHERHAM)
    assert may(ALLIANCE) == (ROLES[key] is ProgrammeManager)


def test_a_deliverable_that_nobody_owns_is_no_organisations():
    nobody = Deliverable(owner_organisation="")
    for role in ROLES.values():
        assert not permissions.can_update(acting(role, BARNSLEY), nobody)
