"""PostgreSQL alone holds a draft back from the other party, and everything from a stranger."""

import pytest
from tests.site.forms.conftest import fill_hospital

from clearway.site.forms.models import FormCase, FormDraft, FormPart, FormSignature, FormStep
from clearway.site.forms.services.signing import sign
from clearway.site.operational.scope import rows_of

pytestmark = pytest.mark.postgresql


def held(*models) -> list[int]:
    return [model.unscoped.count() for model in models]


def test_with_the_programs_scoping_left_aside_the_database_still_holds_rows_back(case, tracker, gp, stranger):
    from django.db import transaction

    sign(by=tracker, part=fill_hospital(case, tracker))
    every = (FormCase, FormPart, FormStep, FormDraft, FormSignature)
    for who, seen in ((tracker, [1, 2, 3, 1, 1]), (gp, [1, 2, 3, 0, 1]), (stranger, [0, 0, 0, 0, 0])):
        with rows_of(who), transaction.atomic():
            assert held(*every) == seen
