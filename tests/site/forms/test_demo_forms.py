"""The forms of a demo are there at once, and never in a live store."""

import pytest
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.accounts.demo_people import create_demo_people
from clearway.site.attachments.folder import content_of
from clearway.site.attachments.models import Document
from clearway.site.forms.demo import SEA, create_demo_forms
from clearway.site.forms.models import FormCase
from clearway.site.forms.theme_counts import exact_counts
from clearway.site.forms.types_held import shipped


def test_a_demo_has_a_signed_form_one_that_waits_and_feedback(demo_store, alliance, barnsley, administrator):
    demo_store.path.mkdir()
    create_demo_people(demo_store, alliance=alliance, trust=barnsley, by=administrator, today=timezone.localdate())
    for _ in range(2):  # the second time changes nothing
        create_demo_forms(demo_store)
    analyses = FormCase.unscoped.filter(type_version__key=SEA)
    assert sorted(analyses.values_list("state", flat=True)) == ["draft", "signed"]
    others = FormCase.unscoped.filter(type_version__is_public=False).exclude(type_version__key=SEA)
    assert {(one.type_version.key, one.state) for one in others.select_related("type_version")} == {
        (key, "signed") for key, form in shipped().items() if not form.is_public and key != SEA
    }
    assert others.count() == len(shipped()) - 2
    (document,) = Document.unscoped.all()
    assert document.form.state == "draft"
    assert b"Made up" in content_of(demo_store, document.sha256)
    assert FormCase.unscoped.filter(type_version__is_public=True).count() == 2
    assert exact_counts(SEA, "practice").keys() == {("X99999", "F3"), ("X99999", "F4")}
    assert all("synthetic" in one.subject for one in FormCase.unscoped.filter(type_version__is_public=False))


def test_a_live_store_gets_none(live_store, db):
    with pytest.raises(Refused):
        create_demo_forms(live_store)
    assert not FormCase.unscoped.exists()
