"""Rows of an organisation are seen by that organisation and by the alliance, and by nobody else."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone

import clearway.site
from clearway.site.organisations.scope import ScopeMissing
from clearway.site.submissions.models import Submission


def submission(organisation_code: str, data_set: str = "waiting_time_records") -> Submission:
    name = f"{data_set}-{organisation_code}"
    return Submission.unscoped.create(
        id=name,
        source="register",
        data_set=data_set,
        organisation_code=organisation_code,
        first_month="2025-03",
        last_month="2025-03",
        release="final",
        version=1,
        state="live",
        sha256=name,
        file_name="march.csv",
        received_at=datetime(2025, 5, 1, tzinfo=UTC),
        loaded_by="a@example.org",
        accepted=1,
        rejected=0,
    )


@pytest.fixture
def rows(db):
    return [submission("RFF"), submission("RFR"), submission("", "published_figures")]


def seen(membership) -> set[str]:
    return set(Submission.objects.for_membership(membership).values_list("id", flat=True))


def test_a_tracker_sees_their_own_trust_and_what_is_open_to_all_but_no_other_trust(rows, tracker):
    assert seen(tracker) == {"waiting_time_records-RFF", "published_figures-"}


def test_an_analyst_of_the_alliance_sees_every_trust(rows, analyst):
    assert len(seen(analyst)) == 3


def test_a_membership_that_is_over_sees_nothing_at_all(rows, analyst):
    analyst.ended_on = timezone.localdate()
    assert seen(analyst) == set()


@pytest.mark.parametrize("ask", ["all", "count", "first", "exists"])
def test_asking_without_a_scope_is_an_error_that_says_how_to_ask(rows, ask):
    with pytest.raises(ScopeMissing, match="for_membership"):
        getattr(Submission.objects, ask)()


def test_a_narrower_question_stays_within_the_scope(rows, tracker):
    assert not Submission.objects.for_membership(tracker).filter(organisation_code="RFR").exists()


def test_no_view_presenter_or_template_reads_rows_without_a_scope():
    site = Path(clearway.site.__file__).parent
    read = [
        path
        for path in site.rglob("*.py")
        if path.stem in {"views", "presenters", "search", "navigation"} or "views" in path.parts
    ]
    assert read
    for path in read:
        used = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        assert not used & {"unscoped", "_base_manager", "_default_manager"}, path
