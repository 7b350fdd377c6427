"""Fault 36: counts that do not add up to the published total: the difference is shown beside the figure."""

from pathlib import Path

import pytest
from tests.intake import builders
from tests.intake.builders import MonthlyWorkbook
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.measures.adding_up import england_sums, parts_sum
from clearway.site.performance import figures
from clearway.store.folder import StoreKind, create_store

TRUSTS = (("RFF", "BARNSLEY HOSPITAL NHS FOUNDATION TRUST"), ("RHQ", "SHEFFIELD TEACHING HOSPITALS"))
SHEET = "62-DAY (ALL CANCER)"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A published month in which England's 62-day total is 1.5 more than its trusts add up to."""
    monkeypatch.setattr(builders, "ORGANISATIONS", TRUSTS)
    desk = Desk(
        create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), tmp_path
    )
    book = MonthlyWorkbook()
    row, _ = book.find(SHEET, "ALL ENGLISH PROVIDERS")
    total = next(column for column in range(20) if isinstance(book.cells[SHEET].get((row, column)), int | float))
    book.cells[SHEET][row, total] += 1.5
    book.cells[SHEET][row, total + 2] += 1.5
    (loaded,) = desk.load(book.save(tmp_path / "MARCH-2025-FINAL.xlsx"))
    assert "TOTAL_NOT_SUM" in {one.id for one in loaded.findings}
    desk.publish()
    return desk


def test_fault_36_the_printed_total_stays_and_the_difference_is_known(desk: Desk) -> None:
    with desk.figures() as opened:
        (found,) = england_sums(opened, "62", "2025-03", "provider")
        assert found.of == "total"
        assert found.difference == -1.5
        assert england_sums(opened, "31", "2025-03", "provider") == []
        assert england_sums(opened, "62", "2025-03", "provider", cancer_type="Lung") == []


def test_fault_36_a_total_that_is_not_its_parts_is_told(desk: Desk) -> None:
    assert parts_sum(10, 6, 4) is None  # type: ignore[arg-type]
    found = parts_sum(10, 6, 3)  # type: ignore[arg-type]
    assert found is not None
    assert found.difference == -1


def test_fault_36_the_page_says_so_beside_the_figure(desk: Desk, settings, client, db) -> None:
    from tests.site.conftest import member, sign_in

    from clearway.site.organisations.models import Organisation, OrganisationKind
    from clearway.site.organisations.roles import AllianceAnalyst

    settings.STORE = desk.store
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    alliance = Organisation.objects.create(code="E56000025", name="South Yorkshire", kind=OrganisationKind.ALLIANCE)
    sign_in(client, member("analyst@example.org", alliance, AllianceAnalyst).person.email)
    try:
        shown = " ".join(client.get("/waits/62?month=2025-03&basis=published").content.decode().split())
        right = " ".join(client.get("/waits/31?month=2025-03&basis=published").content.decode().split())
    finally:
        figures.reader_of.cache_clear()
    assert "England&#39;s printed total is" in shown
    assert "(1.5 fewer). The printed figure is shown." in shown
    assert "printed total is" not in right
