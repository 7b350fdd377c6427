"""A store into which a truth's workbook and our own records are loaded by the real loader."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.measures.reconciliation.truth import MONTH, MONTHS, Row, by_sender, counted_of, workbook
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.measures.reconciliation import Reconciliation, ReconciliationQuestion, reconcile
from clearway.measures.reconciliation.counted import Counted
from clearway.pipeline.reconciling import outside_rows
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.folder import StoreKind, create_store


@dataclass
class Bench:
    """One store to compare in."""

    desk: Desk

    def publish_truth(self, counted: Sequence[Counted], months: Sequence[str] = MONTHS) -> None:
        """Load the workbooks that the truth prints; the reader's own checks must find nothing wrong."""
        for month in months:
            path = workbook(self.desk.folder / f"{month}.xlsx", month, counted)
            (loaded,) = self.desk.load(path)
            assert not loaded.findings, loaded.findings

    def send(self, rows: Sequence[Row], name: str = "") -> None:
        """Load what each trust sends."""
        for trust, own in by_sender(rows).items():
            self.desk.load(self.desk.csv(own, name=name or f"{trust}.csv"), organisation=trust)

    def reconcile(self, month: str = MONTH, **asked: object) -> Reconciliation:
        """Publish what is live and compare."""
        self.desk.publish()
        rules, organisations = load_rule_book(), load_organisations()
        question = ReconciliationQuestion(month=month, **asked)
        outside = outside_rows(
            self.desk.store, self.desk.manifest.submissions(), month, rules=rules, organisations=organisations
        )
        with self.desk.figures() as figures:
            return reconcile(figures, question, rules=rules, organisations=organisations, outside=outside)

    def link(self, name: str) -> str:
        """The link of a record by the sender's own name for it."""
        return next(link for link, record in self.links().items() if record == name)

    def links(self) -> dict[str, str]:
        """Every link with the sender's name of its record."""
        rows = self.desk.rows(
            "SELECT DISTINCT link, result.record_id FROM records AS record "
            "INNER JOIN assessments AS result USING (submission_id, ordinal)"
        )
        return dict(rows)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """An empty demo store."""
    store = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    return Bench(Desk(store, ManifestInMemory(), tmp_path))


@pytest.fixture
def agreed_counts() -> list[Counted]:
    """What everybody agrees on, counted once."""
    from tests.measures.reconciliation.truth import agreed

    return counted_of(agreed(1))
