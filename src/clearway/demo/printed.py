"""Published provider figures as arrays: people by month, organisation, row and column of the table, and wait band."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clearway.demo.arrays import Flags, Floats, Ints
from clearway.demo.axes import (
    BANDS,
    CANCER_TYPES,
    MODALITY_GROUPS,
    STAGES,
    SUSPECTED,
    TOLD_ROUTES,
    TREATED_ROUTES,
    Bands,
)
from clearway.demo.months import month_number
from clearway.records.published import ENGLAND

UNKNOWN_CODE = "UNKNOWN"
SEEN_LABELS = {"usc_first_seen": "USC", "ubs_first_seen": "UBS"}


@dataclass(frozen=True)
class Printed:
    """One published table: `sides` [month, organisation, row, column, within or not] and `bands` beside it.

    Counts are in half people. `has_bands` says for which months the bands were printed; elsewhere `bands` is 0.
    """

    sides: Ints
    bands: Ints
    has_bands: Flags

    @property
    def is_printed(self) -> Flags:
        """Which months hold any figures."""
        return np.asarray(self.sides.sum(axis=(1, 2, 3, 4)) > 0)


@dataclass(frozen=True)
class PrintedFigures:
    """Every published table that the generator follows, on the same months and organisations."""

    months: Ints
    organisations: tuple[str, ...]
    told: Printed
    treated: Printed
    decided: Printed
    first_seen: Printed
    by_modality: Floats
    """People treated [organisation, stage, kind of treatment], all months together."""


def read_printed(published: pa.Table) -> PrintedFigures:
    """Provider figures of one `PUBLISHED_SCHEMA` table. Totals rows are left out; one source a month and standard.

    A month that is printed twice is read from the source with wait bands, else from the final one.
    """
    provider = published.filter(pc.equal(published["basis"], "provider"))
    codes = [code for code in pc.unique(provider["org_code"]).to_pylist() if code not in (ENGLAND, UNKNOWN_CODE)]
    organisations = tuple(sorted(codes))
    months = np.array(sorted(month_number(month) for month in pc.unique(provider["month"]).to_pylist()))
    reader = _Reader(months, organisations)
    told, decided = _of_standard(provider, "28"), _of_standard(provider, "31")
    treated = _of_standard(provider, "62")
    seen = pa.concat_tables([_best_source(_of_standard(provider, standard)) for standard in SEEN_LABELS])
    return PrintedFigures(
        months,
        organisations,
        told=reader.table(_best_source(told), BANDS["28"], "stage_route", TOLD_ROUTES, SUSPECTED),
        treated=reader.table(_best_source(treated), BANDS["62"], "stage_route", TREATED_ROUTES, CANCER_TYPES),
        decided=reader.table(_best_source(decided), BANDS["31"], "stage_route", STAGES, CANCER_TYPES),
        first_seen=reader.table(seen, BANDS["first_seen"], "standard", tuple(SEEN_LABELS), SUSPECTED),
        by_modality=reader.by_modality(_best_source(decided)),
    )


class _Reader:
    """Puts rows of a published table into their cells."""

    def __init__(self, months: Ints, organisations: Sequence[str]) -> None:
        self._months = months
        self._organisations = organisations

    def table(
        self, rows: pa.Table, bands: Bands, row_name: str, row_labels: Sequence[str], column_labels: Sequence[str]
    ) -> Printed:
        """Rows whose labels are all known; everything else (totals, other cuts) is left out."""
        rows = rows.filter(_is_total(rows["modality"]))
        place = self._place(rows)
        found = (*place, _index(rows[row_name], row_labels), _index(rows["cancer_type"], column_labels))
        is_known = np.logical_and.reduce([axis >= 0 for axis in found])
        cells = tuple(axis[is_known] for axis in found)
        rows = rows.filter(pa.array(is_known))
        shape = (len(self._months), len(self._organisations), len(row_labels), len(column_labels))
        sides = np.zeros((*shape, 2), dtype=np.int64)
        np.add.at(sides[..., 0], cells, _halves(rows["within"]))
        np.add.at(sides[..., 1], cells, _halves(rows["breaches"]))
        held = np.zeros((*shape, bands.count), dtype=np.int64)
        banded = pc.equal(pc.fill_null(rows["band_edges"], ""), bands.edges).to_numpy(zero_copy_only=False)
        people = _halves(pc.list_flatten(rows.filter(pa.array(banded))["band_people"])).reshape(-1, bands.count)
        np.add.at(held, tuple(axis[banded] for axis in cells), people)
        return Printed(sides, held, np.asarray(held.sum(axis=(1, 2, 3, 4)) > 0))

    def by_modality(self, rows: pa.Table) -> Floats:
        """People treated within the 31-day tables by stage and kind of treatment."""
        cells = (
            _index(rows["org_code"], self._organisations),
            _index(rows["stage_route"], STAGES),
            _index(rows["modality"], MODALITY_GROUPS),
        )
        is_known = np.logical_and.reduce([axis >= 0 for axis in cells])
        people = np.zeros((len(self._organisations), len(STAGES), len(MODALITY_GROUPS)))
        np.add.at(people, tuple(axis[is_known] for axis in cells), _halves(rows["total"])[is_known] / 2)
        return people

    def _place(self, rows: pa.Table) -> tuple[Ints, Ints]:
        labels = {str(np.datetime64(int(month), "M")): place for place, month in enumerate(self._months)}
        months = np.array([labels[month] for month in rows["month"].to_pylist()], dtype=np.int64)
        return months, _index(rows["org_code"], self._organisations)


def _of_standard(rows: pa.Table, standard: str) -> pa.Table:
    return rows.filter(pc.equal(rows["standard"], standard))


def _best_source(rows: pa.Table) -> pa.Table:
    """The rows of one source a month: with wait bands before without, final before provisional."""
    sources = rows.select(["month", "source_file", "release"]).append_column("banded", pc.is_valid(rows["band_edges"]))
    ranked: dict[str, tuple[bool, bool, str]] = {}
    for one in sources.group_by(["month", "source_file", "release", "banded"]).aggregate([]).to_pylist():
        rank = (one["banded"], one["release"] == "final", one["source_file"])
        ranked[one["month"]] = max(rank, ranked.get(one["month"], rank))
    chosen = {(month, rank[2]) for month, rank in ranked.items()}
    pairs = zip(rows["month"].to_pylist(), rows["source_file"].to_pylist(), strict=True)
    return rows.filter(pa.array([pair in chosen for pair in pairs], type=pa.bool_()))


def _is_total(modality: pa.ChunkedArray) -> pa.ChunkedArray:
    """Rows not cut by kind of treatment: none given, or the printed word for all."""
    return pc.is_in(pc.fill_null(modality, ""), pa.array(["", "ALL MODALITIES"]))


def _index(labels: pa.ChunkedArray, known: Sequence[str]) -> Ints:
    """The place of each label among the known ones, letter case aside; -1 for any other."""
    places = pc.index_in(pc.utf8_lower(labels), pa.array([label.lower() for label in known]))
    return np.asarray(pc.fill_null(places, -1).to_numpy().astype(np.int64))


def _halves(people: pa.ChunkedArray) -> Ints:
    return np.asarray(np.rint(people.cast(pa.float64()).to_numpy() * 2).astype(np.int64))
