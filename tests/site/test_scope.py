"""Rows of an organisation are seen by that organisation and by the alliance, and by nobody else."""

import ast
import re
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


SITE = Path(clearway.site.__file__).parent
WEB_NAMES = {"views", "presenters", "endpoints", "search", "navigation", "forms", "asked", "context", "middleware"}
WEB_IMPORTS = ("django.http", "django.shortcuts", "django.template", "django.views", "django.forms")
NOT_A_PAGE = {"django.http.Http404", "django.http.HttpRequest"}
WITHOUT_A_SCOPE = {
    "unscoped",
    "every_row",
    "is_there",
    "stand_as",
    "_base_manager",
    "_default_manager",
    "cursor",
    "RawSQL",
}
HEALTH = SITE / "pages" / "views.py"
"""Asks the database whether it answers, of no table."""


def web_modules() -> dict[Path, ast.Module]:
    """Every module that a page is made in: by its name, by the folder it is in, or by what of the web it imports."""
    parsed = {path: ast.parse(path.read_text()) for path in SITE.rglob("*.py") if "migrations" not in path.parts}
    return {path: tree for path, tree in parsed.items() if is_web(path, tree)}


def is_web(path: Path, tree: ast.Module) -> bool:
    named = {path.stem, *path.relative_to(SITE).parts[1:-1]} & WEB_NAMES
    return bool(named) or any(name.startswith(WEB_IMPORTS) for name in imported(tree) - NOT_A_PAGE)


def imported(tree: ast.Module) -> set[str]:
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {f"{node.module}.{alias.name}" for node in froms for alias in node.names}


def without_a_scope(tree: ast.Module) -> set[str]:
    """What a module uses that reaches rows past a membership."""
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return (names | {name.rpartition(".")[2] for name in imported(tree)}) & WITHOUT_A_SCOPE


def test_no_module_of_the_web_reads_rows_without_a_scope():
    read = web_modules()
    assert len(read) > 100
    found = {path.relative_to(SITE).as_posix(): without_a_scope(tree) for path, tree in read.items()}
    assert {path: names for path, names in found.items() if names} == {
        HEALTH.relative_to(SITE).as_posix(): {"cursor"},
    }


@pytest.mark.parametrize(
    "code",
    ["Thing.unscoped.all()", "from clearway.site.operational.scope import every_row", "Thing._base_manager.get(pk=1)"],
)
def test_what_reads_rows_without_a_scope_would_be_found(code):
    assert without_a_scope(ast.parse(code))


def test_no_template_reads_rows_without_a_scope():
    templates = list(SITE.rglob("*.jinja"))
    assert len(templates) > 50
    assert not [
        path for path in templates if re.search(r"\b(unscoped|_base_manager|_default_manager)\b", path.read_text())
    ]
