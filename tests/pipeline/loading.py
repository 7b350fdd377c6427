"""A desk at which tests load files, publish, and look at what was published."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
from tests.intake.builders import HEADINGS, csv_text
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.measures.position import position
from clearway.measures.question import Question
from clearway.pipeline.build import BuildSettings
from clearway.pipeline.load import Loaded, load
from clearway.pipeline.publish import Published, publish
from clearway.standards import load_rule_book
from clearway.standards.organisations import Organisations, load_organisations
from clearway.store.analytical import current_version, open_read_only
from clearway.store.folder import StoreFolder

MORE_HEADINGS = (
    *(*HEADINGS, "commissioner", "report_date", "patient_status", "age_at_referral"),
    *("delay_comment", "funding", "death_date", "closure_reason"),
)
"""Every column that the records of these tests may hold."""

CONTENTS = {
    "submissions": "* EXCLUDE received_at",
    "published_figures": "*",
    "observations": "*",
    "newest_observations": "*",
    "records": "*",
    "assessments": "*",
    "events": "*",
    "cells": "*",
    "places": "*",
    "areas": "*",
    "month_sources": "*",
}


@dataclass
class Desk:
    """One store and its manifest. Files are read in this process: the guarded reader has tests of its own."""

    store: StoreFolder
    manifest: ManifestInMemory
    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def csv(self, rows: Iterable[Mapping[str, str]], name: str = "") -> Path:
        """Records as a file, in a folder of its own so that names may repeat."""
        place = self.folder / f"sent-{next(self.numbers)}"
        place.mkdir()
        path = place / (name or "records.csv")
        path.write_text(csv_text(rows, headings=MORE_HEADINGS), encoding="utf-8", newline="")
        return path

    def load(self, *paths: Path, force: str = "", **declared: Any) -> list[Loaded]:
        """Load files."""
        with patch(
            "clearway.pipeline.load.read_file", lambda path, said, limits, scratch: read_here(path, said, limits)
        ):
            return load(
                paths, store=self.store, manifest=self.manifest, declared=Declared(**declared), force_reason=force
            )

    def publish(
        self, *, anew: bool = False, settings: BuildSettings | None = None, organisations: Organisations | None = None
    ) -> Published:
        """Publish what is live."""
        return publish(
            store=self.store,
            manifest=self.manifest,
            rules=load_rule_book(),
            organisations=organisations or load_organisations(),
            settings=settings,
            anew=anew,
        )

    @contextmanager
    def figures(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The current analytical file."""
        version = current_version(self.store.analytical)
        assert version is not None, "nothing has been published"
        connection = open_read_only(self.store.analytical / version.file)
        try:
            yield connection
        finally:
            connection.close()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The answer to a query on the current figures."""
        with self.figures() as figures:
            return figures.sql(query).fetchall()

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in the current analytical file, in an order that does not depend on how it was built."""
        with self.figures() as figures:
            return {
                name: figures.sql(f"SELECT {what} FROM {name} ORDER BY ALL").fetchall()
                for name, what in CONTENTS.items()
            }

    def position(self, **question: Any) -> list[dict[str, Any]]:
        """The position as plain rows."""
        with self.figures() as figures:
            found = position(figures, Question(**{"basis": "computed", **question}), load_rule_book())
        return [row.as_json() for row in found.rows]


def day(text: str) -> date:
    """A date from text."""
    return date.fromisoformat(text)
