"""A store whose figures were told twice: two releases of March 2025, and records of March sent again in July."""

from datetime import UTC, datetime
from pathlib import Path

from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.demo.build import published_readings
from clearway.demo.published import packed_figures
from clearway.intake.reading import Declared
from clearway.pipeline.load import admit_readings
from clearway.site.submissions.models import Submission
from clearway.store.folder import StoreKind, create_store

EXTRACT, WORKBOOK = "Oct-2024-to-Mar-2025-Data-Extract-Provider", "MARCH-2025-CWT-CRS-PROVIDER"
RECORDS = {"org_first_seen": "RHQ", "org_fds_end": "RHQ", "org_treatment": "RHQ", "treatment_start_date": "2025-03-28"}
FIRST_SENT, SENT_AGAIN = 12, 15


def twice_told(folder: Path) -> Desk:
    """The extract of January 2025, the final workbook of May; twelve people in May, fifteen in July, one changed."""
    desk = Desk(create_store(folder / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), folder)
    for words, on in ((EXTRACT, datetime(2025, 1, 20, tzinfo=UTC)), (WORKBOOK, datetime(2025, 5, 8, 12, tzinfo=UTC))):
        desk.manifest.now = on
        readings = [one for one in published_readings(packed_figures()) if words in one.source.file_name]
        admit_readings(readings, store=desk.store, manifest=desk.manifest, declared=Declared())
    for people, changed, on in (
        (FIRST_SENT, {}, datetime(2025, 5, 8, 13, tzinfo=UTC)),
        (SENT_AGAIN, {"modality": "05"}, datetime(2025, 7, 8, tzinfo=UTC)),
    ):
        desk.manifest.now = on
        rows = records({**RECORDS, **changed}, *([RECORDS] * (people - 1)))
        desk.load(desk.csv(rows), organisation="RHQ", month="2025-03")
    desk.publish()
    return desk


def write_manifest(desk: Desk) -> None:
    """The manifest of a desk as rows of the operational database, as the site reads it."""
    names = {field.name for field in Submission._meta.concrete_fields} - {"supersedes", "findings"}
    for one in desk.manifest.rows:
        plain = {name: getattr(one, name) for name in names if hasattr(one, name)}
        Submission.unscoped.create(
            **plain, supersedes_id=one.supersedes or None, findings=[dict(f) for f in one.findings]
        )
