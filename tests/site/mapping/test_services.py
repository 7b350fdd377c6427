"""Profiles are saved as versions, shared, and remembered for a sender; only by whom its files may be loaded."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from tests.intake.profiles.written import profile

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.mapping.models import MappingProfile
from clearway.site.mapping.services import named, profile_for, save_profile, share_profile, use_for


def test_every_save_is_a_new_version_and_nothing_is_overwritten(tracker):
    first = save_profile(by=tracker, organisation_code="RFF", profile=profile())
    again = save_profile(by=tracker, organisation_code="RFF", profile=replace(profile(), version=9))
    changed = save_profile(by=tracker, organisation_code="RFF", profile=replace(profile(), dates="DD/MM/YYYY"))
    assert first == again
    assert (first.version, changed.version) == (1, 2)
    assert MappingProfile.unscoped.get(pk=first.pk).yaml == first.yaml
    events = [event.event for event in Event.objects.order_by("sequence")]
    assert events.count("mapping profile saved") == 2


def test_a_saved_profile_is_remembered_for_its_sender_until_another_or_none_is_chosen(tracker):
    assert profile_for("RFF") is None
    save_profile(by=tracker, organisation_code="RFF", profile=profile())
    assert profile_for("RFF").name == "our-register@1"
    assert profile_for("RFR") is None
    use_for(by=tracker, organisation_code="RFF")
    assert profile_for("RFF") is None


def test_nobody_saves_or_chooses_for_another_trust(tracker, rotherham):
    with pytest.raises(PermissionDenied):
        save_profile(by=tracker, organisation_code="RFR", profile=profile())
    with pytest.raises(PermissionDenied):
        use_for(by=tracker, organisation_code="RFR")
    assert MappingProfile.unscoped.count() == Event.objects.filter(event__startswith="mapping").count() == 0


def test_another_trusts_profile_is_found_only_when_it_is_shared(tracker, analyst, rotherham):
    theirs = save_profile(by=analyst, organisation_code="RFR", profile=profile(), use_for_sender=False)
    with pytest.raises(Refused, match="no mapping profile"):
        named("RFR.our-register", by=tracker)
    with pytest.raises(Refused):
        use_for(by=tracker, organisation_code="RFF", saved=theirs)
    share_profile(by=analyst, saved=theirs, is_shared=True)
    assert named("RFR.our-register@1", by=tracker).id == "our-register"
    use_for(by=tracker, organisation_code="RFF", saved=theirs)
    assert profile_for("RFF").id == "our-register"


def test_an_id_alone_names_a_profile_of_ones_own_and_the_newest_version(tracker):
    save_profile(by=tracker, organisation_code="RFF", profile=profile())
    save_profile(by=tracker, organisation_code="RFF", profile=replace(profile(), dates="DD/MM/YYYY"))
    assert named("our-register", by=tracker).version == 2
    assert named("RFF.our-register@1", by=tracker).dates == "YYYY-MM-DD"
    with pytest.raises(Refused, match="no mapping profile"):
        named("our-register@7", by=tracker)
