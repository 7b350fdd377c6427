"""What holds whatever is loaded (invariants 3 to 7): sums, once each, order, parts, and nothing lost."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.store.folder import StoreKind, create_store

pytestmark = pytest.mark.slow

FEW = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TRUSTS = ("RHQ", "RFF", "RP5", "RRV", "XZ9")
REFERRED = date(2024, 12, 1)
ADDING_UP = (("provider", "trusts"), ("alliance", "trusts"), ("alliance", "residents"), ("icb", "residents"))

Row = Mapping[str, str]


@st.composite
def one_record(draw: st.DrawFn) -> Row:
    """A record of a pathway at one trust or two, at any point of it."""
    first, treating = draw(st.sampled_from(TRUSTS)), draw(st.sampled_from(TRUSTS))
    referred = REFERRED + timedelta(days=draw(st.integers(0, 60)))
    gaps = draw(st.tuples(*(st.integers(-2, 40) for _ in range(4))))
    seen, told, decided, treated = (str(referred + timedelta(days=sum(gaps[: n + 1]))) for n in range(4))
    row = {
        "crtp_start": str(referred),
        "org_first_seen": first,
        "date_first_seen": seen,
        "referral_type": draw(st.sampled_from(["03", "07", "16", "17"])),
        "priority_type": draw(st.sampled_from(["3", "3", "3", "2"])),
        "fds_end_date": told,
        "fds_end_reason": draw(st.sampled_from(["01", "02", "03"])),
        "org_fds_end": first,
        "ctp_start_date": decided,
        "treatment_start_date": treated,
        "org_treatment": treating,
        "accountable_investigating_org": first,
        "transfer_date": decided,
        "event_type": draw(st.sampled_from(["01", "01", "02"])),
        "icd10": draw(st.sampled_from(["C341", "C509", "D100", ""])),
        "commissioner": draw(st.sampled_from(["02P", "QMJ", "ZZZ", ""])),
        "wta_first_seen": str(draw(st.sampled_from([0, 0, 5]))),
    }
    for name in draw(st.sets(st.sampled_from(["fds_end_date", "treatment_start_date", "ctp_start_date"]), max_size=1)):
        row[name] = ""
    return row


files = st.lists(one_record(), min_size=1, max_size=12).map(lambda rows: records(*rows))


@contextmanager
def new_desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        yield Desk(create_store(place / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), place)


def figures_of(*loads: Sequence[Sequence[Row]]) -> list[tuple[object, ...]]:
    """The cells after some loads, each of one or several files, of different trusts so that none replaces another."""
    with new_desk() as desk:
        for parts in loads:
            desk.load(*(desk.csv(part) for part in parts))
        desk.publish()
        return desk.rows("FROM cells ORDER BY ALL")


@FEW
@given(files)
def test_invariant_3_shares_of_trusts_add_up_to_the_whole_for_every_month(rows: list[Row]) -> None:
    with new_desk() as desk:
        desk.load(desk.csv(rows))
        desk.publish()
        sums = """
            SELECT standard, standard_key, period, sum(total), sum(within), sum(breaches) FROM cells
            WHERE place_kind = '{}' AND side = '{}' AND NOT with_cancer AND NOT with_route GROUP BY ALL ORDER BY ALL
        """
        whole = desk.rows(sums.format("england", "trusts"))
        for kind, side in (
            ("provider", "trusts"),
            ("alliance", "trusts"),
            ("alliance", "residents"),
            ("icb", "residents"),
        ):
            assert desk.rows(sums.format(kind, side)) == whole, (kind, side)
        assert desk.rows("SELECT count(*) FROM cells WHERE within > total OR breaches <> total - within") == [(0,)]
        for row in desk.position(by=("provider",)):
            assert 0 <= row["lower"] <= row["rate"] <= row["upper"] <= 1


@FEW
@given(files)
def test_invariant_4_a_pathway_counts_once_in_each_denominator(rows: list[Row]) -> None:
    with new_desk() as desk:
        desk.load(desk.csv(rows))
        desk.publish()
        assert desk.rows("SELECT count(*) FROM events") == desk.rows(
            "SELECT count(DISTINCT (standard, submission_id, ordinal)) FROM events"
        )
        assert desk.rows("SELECT count(*) FROM events WHERE treat_total + coalesce(inv_total, 0) <> 1") == [(0,)]
        for view in ("alliance_shares", "region_shares"):
            place = f"trusts_{view.split('_')[0]}"
            assert desk.rows(f"SELECT count(*) FROM {view}") == desk.rows(
                f"SELECT count(DISTINCT (standard, submission_id, ordinal, {place})) FROM {view}"
            )


@FEW
@given(files, st.randoms())
def test_invariant_5_neither_the_order_of_rows_nor_a_load_repeated_changes_a_figure(
    rows: list[Row], random: object
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert figures_of([rows]) == figures_of([shuffled]) == figures_of([rows], [rows])


@FEW
@given(files, st.integers(0, 12))
def test_invariant_6_splitting_a_load_into_two_files_in_either_order_changes_no_figure(
    rows: list[Row], at: int
) -> None:
    one, other = rows[:at], rows[at:]
    assert figures_of([rows]) == figures_of([one, other]) == figures_of([other, one])


@FEW
@given(files)
def test_invariant_7_every_row_read_is_counted_excluded_with_a_reason_or_rejected_with_a_reason(
    rows: list[Row],
) -> None:
    spoiled = [{**row, "record_id": f"S{number}", "crtp_start": "2025-02-30"} for number, row in enumerate(rows[:3])]
    with new_desk() as desk:
        (loaded,) = desk.load(desk.csv([*rows, *spoiled]))
        desk.publish()
        held = loaded.submission
        assert held.accepted + held.rejected == len(rows) + len(spoiled)
        outcomes = desk.rows("SELECT clock, outcome, reason, sum(records) FROM outcomes GROUP BY ALL")
        added = Counter[str]()
        for clock, outcome, reason, number in outcomes:
            assert outcome in ("counted", "excluded")
            assert (outcome == "excluded") == bool(reason)
            added[clock] += number
        assert set(added.values()) == {held.accepted}


@FEW
@given(st.lists(st.tuples(st.sampled_from(TRUSTS[:3]), files), min_size=2, max_size=4))
def test_refreshing_after_each_of_several_loads_gives_what_a_build_from_nothing_gives(
    loads: list[tuple[str, list[Row]]],
) -> None:
    with new_desk() as desk:
        for trust, rows in loads:
            own = [{**row, "pathway_issuer": trust, "org_dtt": trust} for row in rows]
            desk.load(desk.csv(own), force="a revision in a test")
            desk.publish()
        refreshed = desk.contents()
        desk.publish(anew=True)
        anew = desk.contents()
        for name, table in anew.items():
            assert refreshed[name] == table, name
