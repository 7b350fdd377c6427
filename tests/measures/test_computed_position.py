"""The computed position: cells and events give one answer, medians are exact, and nobody is not a zero."""

from typing import Any

import pytest
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.measures import computed
from clearway.measures.question import where
from clearway.stats import quantile
from clearway.store.folder import StoreKind, create_store

COMMISSIONERS = ("02P", "QMJ", "")
MODALITIES = ("23", "05", "02")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Forty pathways in two months, some shared, some late, some from elsewhere."""
    rows = []
    for number in range(40):
        is_shared = number % 4 == 0
        rows.append(
            {
                "crtp_start": f"2025-0{1 + number % 2}-{1 + number % 27:02}",
                "ctp_start_date": "2025-03-10",
                "transfer_date": "2025-02-28" if is_shared else "",
                "accountable_investigating_org": "RFF" if is_shared else "",
                "treatment_start_date": f"2025-0{3 + number % 2}-{2 + number % 25:02}",
                "org_treatment": "RHQ",
                "org_first_seen": "RFF" if is_shared else "RHQ",
                "commissioner": COMMISSIONERS[number % 3],
                "modality": MODALITIES[number % 3],
                "icd10": "C341" if number % 2 else "C509",
            }
        )
    place = tmp_path_factory.mktemp("loaded")
    desk = Desk(create_store(place / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), place)
    desk.load(desk.csv(records(*rows)))
    desk.publish()
    return desk


@pytest.mark.parametrize("by_year", [False, True])
@pytest.mark.parametrize(
    "by",
    [("england",), ("provider",), ("alliance",), ("region",), ("icb",), ("provider", "cancer_type", "route"),
     ("alliance", "cancer_type", "route"), ("icb", "cancer_type"), ("england", "route")],
)  # fmt: skip
def test_cells_say_what_events_say(
    loaded: Desk, monkeypatch: pytest.MonkeyPatch, by: tuple[str, ...], by_year: bool
) -> None:
    question: dict[str, Any] = {"standards": ("62",), "by": by, "by_year": by_year}
    from_cells = loaded.position(**question)
    monkeypatch.setattr(computed, "_from_cells", lambda *asked: None)
    from_events = loaded.position(**question)

    def in_order(rows: list[dict[str, Any]]) -> list[str]:
        return sorted(map(str, rows))

    assert from_cells
    assert in_order(from_cells) == in_order(from_events)


def test_medians_and_90th_centiles_are_exact(loaded: Desk) -> None:
    for row in loaded.position(standards=("62",), by=("provider",)):
        month, trust = row["month"], row["provider"]
        days = loaded.rows(f"SELECT days FROM shares WHERE standard = '62' AND month = '{month}' AND trust = '{trust}'")
        median, p90 = quantile([one for (one,) in days], [0.5, 0.9])
        assert (row["median_days"], row["p90_days"], row["pathways"]) == (
            pytest.approx(float(median), abs=1e-6),
            pytest.approx(float(p90), abs=1e-6),
            len(days),
        )


def test_a_cut_that_no_cell_holds_is_read_from_events(loaded: Desk) -> None:
    rows = loaded.position(standards=("62",), by=("modality",))
    assert {row["modality"] for row in rows} == {"Surgery", "Radiotherapy", "Anti-cancer drug regimen"}
    assert sum(row["total"] for row in rows) == 40
    crossed = loaded.position(standards=("62",), by=("provider", "commissioner"))
    assert sum(row["total"] for row in crossed) == 40
    assert {row["commissioner"] for row in crossed} == {"02P", "QMJ", "UNKNOWN"}


def test_a_filter_keeps_what_it_names(loaded: Desk) -> None:
    kept = loaded.position(standards=("62",), by=("cancer_type",), where=where(provider="RFF", cancer_type=["Lung"]))
    assert {(row["provider"], row["cancer_type"]) for row in kept} <= {("RFF", "Lung")}


def test_a_month_without_events_gives_no_row(loaded: Desk) -> None:
    assert loaded.position(standards=("62",), first_month="2025-06", last_month="2025-06") == []


def test_figures_say_which_files_and_release_they_come_from(loaded: Desk) -> None:
    (row, *_) = loaded.position(standards=("31",))
    assert (row["release"], row["source_files"]) == ("provisional", ["records.csv"])


def test_what_people_type_is_never_part_of_a_query(loaded: Desk) -> None:
    odd = "RHQ'); DROP TABLE events; --"
    assert loaded.position(standards=("62",), by=("provider",), where=where(provider=odd)) == []
    assert loaded.position(standards=("62",), by=("modality",), where=where(commissioner=odd)) == []
    assert loaded.rows("SELECT count(*) > 0 FROM events") == [(True,)]
