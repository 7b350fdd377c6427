"""A store with real published figures of two months and a few made-up records, and people who look at it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.demo.build import published_readings
from clearway.demo.published import packed_figures
from clearway.intake.reading import Declared
from clearway.pipeline.load import admit_readings
from clearway.site.performance import figures
from clearway.store.folder import StoreFolder, StoreKind, create_store

MONTHS = {"2025-03", "2024-12", "2024-11"}
MONTHS_THEN = {"2016-12", "2017-02", "2017-03", "2021-07"}
BARNSLEY = {"org_first_seen": "RFF", "org_fds_end": "RFF", "org_treatment": "RFF", "pathway_issuer": "RFF"}
SHEFFIELD = {"org_first_seen": "RHQ", "org_fds_end": "RHQ", "org_treatment": "RHQ", "pathway_issuer": "RHQ"}
MARCH = {"crtp_start": "2025-01-06", "fds_end_date": "2025-02-10", "ctp_start_date": "2025-02-20"}
NOT_YET = (
    *("fds_end_date", "fds_end_reason", "org_fds_end", "ctp_start_date", "treatment_start_date", "org_treatment"),
    *("event_type", "modality", "care_setting", "icd10"),
)
UNTREATED = dict.fromkeys(NOT_YET, "")


@pytest.fixture(scope="session")
def figures_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreFolder]:
    """Published figures of March 2025 (final) and of October 2024 to February 2025 (provisional for trusts), of the
    former standards for December 2016, February and March 2017 (trusts) and July 2021 (residents); thirty
    synthetic people treated at Barnsley and at Sheffield in March 2025, two of them with days taken off; at Barnsley
    one who waits and one with a booking, as things stood on 2 April 2025."""
    folder = tmp_path_factory.mktemp("figures")
    desk = Desk(create_store(folder / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), folder)
    wanted = [
        reading
        for reading in published_readings(packed_figures())
        if "2025-03" in reading.facts["month"] or reading.facts["month"] in MONTHS | MONTHS_THEN
    ]
    admit_readings(wanted, store=desk.store, manifest=desk.manifest, declared=Declared())
    in_time = {**BARNSLEY, **MARCH, "treatment_start_date": "2025-03-05"}
    late = {**SHEFFIELD, **MARCH, "treatment_start_date": "2025-03-28"}
    excused = {**late, "wta_treatment": "20", "wta_treatment_reason": "2"}
    waiting = {**BARNSLEY, **UNTREATED, "patient_status": "14"}
    booked = {**BARNSLEY, **MARCH, "patient_status": "11", "treatment_start_date": "2025-04-10", "event_type": "01"}
    desk.load(desk.csv(records(*([in_time] * 12), waiting, booked, report_date="2025-04-02")), organisation="RFF")
    rows = records(*([late] * 16), excused, excused, report_date="2025-04-02")
    desk.load(desk.csv(rows), organisation="RHQ")
    desk.publish()
    yield desk.store
    figures.reader_of.cache_clear()


@pytest.fixture(autouse=True)
def _site_of_the_store(settings, figures_store: StoreFolder) -> None:
    settings.STORE = figures_store


@pytest.fixture
def page(as_analyst: Client):
    """Reads a page as the analyst: the text of the answer."""

    def read(path: str, status: int = 200) -> str:
        response = as_analyst.get(path)
        assert response.status_code == status, (path, response.status_code, response.get("Location"))
        return response.content.decode()

    return read
