"""Fault 67: small counts, what gives them away, and the difference of two tables.

The attack: everything that an audience can be told is gathered, by every cut that is answered, and put into one linear
system whose unknowns are the people of each trust or commissioner, month and group. Nothing hidden may be found in it.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import duckdb
import numpy as np
import openpyxl
import pytest
from scipy.optimize import linprog
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.measures.answer import PositionRow
from clearway.measures.catalogue import load_catalogue
from clearway.measures.months import months_between
from clearway.measures.position import position
from clearway.measures.question import Question
from clearway.measures.values import Asked, Ground, values_of
from clearway.measures.values.limits import people_limits
from clearway.publications.disclosure import (
    Audience,
    PositionTables,
    ProtectedPosition,
    ValueTables,
    in_memory,
    load_policies,
    policy_for,
    position_tables,
    protected_position,
)
from clearway.publications.tables import Kind
from clearway.publications.tidy_workbook import WAITS, About, tidy_workbook, waits_rows, waits_table
from clearway.standards import load_rule_book
from clearway.store.analytical import current_version, open_read_only
from clearway.store.folder import StoreKind, create_store

pytestmark = pytest.mark.slow

TRUSTS = ("RHQ", "RHQ", "RHQ", "RHQ", "RFF", "RFF", "RP5", "RFR", "RCB")
CANCERS = ("C509", "C509", "C509", "C341", "C341", "C61", "C61", "C20", "C73")
COMMISSIONERS = ("02P", "02P", "03N", "03N", "02X", "03L")
FIRST, LAST = "2025-03", "2025-05"
SIDES = {"provider": "trusts", "commissioner": "residents"}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Some hundreds of made-up people of five trusts over three months of two financial years, in a live store."""
    chance = np.random.default_rng(67)
    folder = tmp_path_factory.mktemp("attacked")
    desk = Desk(create_store(folder / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), folder)
    rows = []
    for number in range(420):
        trust = other = "RFS"
        if number > 6:
            trust, other = chance.choice(TRUSTS), chance.choice(TRUSTS)
        start = date(2025, 3 + int(chance.integers(3)), 1 + int(chance.integers(27)))
        is_late = chance.random() < 0.4
        rows.append(
            {
                "crtp_start": date.fromordinal(start.toordinal() - (90 if is_late else 40)).isoformat(),
                "ctp_start_date": date.fromordinal(start.toordinal() - 15).isoformat(),
                "treatment_start_date": start.isoformat(),
                "org_treatment": trust,
                "org_first_seen": other,
                "accountable_investigating_org": other if other != trust else "",
                "transfer_date": date.fromordinal(start.toordinal() - 20).isoformat() if other != trust else "",
                "commissioner": chance.choice(COMMISSIONERS),
                "icd10": chance.choice(CANCERS),
                "sex": chance.choice(("1", "1", "2", "9")),
            }
        )
    desk.load(desk.csv(records(*rows, report_date="2025-07-02")))
    desk.publish()
    version = current_version(desk.store.analytical)
    assert version is not None
    connection = open_read_only(desk.store.analytical / version.file)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def rules():
    return load_rule_book()


@pytest.fixture(scope="module")
def tables(figures, rules) -> PositionTables:
    """What is hidden under the rule for records shown to the alliance."""
    return _tables(figures, rules, "alliance")


def _policy(audience: str):
    (found,) = (
        one
        for one in load_policies().entries
        if (one.data_set.value, one.audience.value, one.told_apart.value) == ("records", audience, "place")
    )
    return found


def _tables(figures, rules, audience: str) -> PositionTables:
    asked = Question(basis="computed", standards=("62",))
    found = position_tables(figures, asked, rules, _policy(audience))
    assert found is not None
    return found


def told(figures, rules, tables: PositionTables, *by: str, **asked) -> ProtectedPosition:
    question = Question(basis="computed", standards=("62",), by=by, **asked)
    return protected_position(position(figures, question, rules), question, _policy("alliance"), tables)


def everything(figures, rules, tables: PositionTables, detail: str) -> Iterator[PositionRow]:
    """Every row that anybody can be told: by each kind of place, by month and by year, with the group and without."""
    for place in ("alliance", "icb", "commissioner", "provider", "region", "england"):
        for by in ((place,), (place, detail)):
            for by_year in (False, True):
                yield from told(figures, rules, tables, *by, by_year=by_year).position.rows


class Attack:
    """A reader who knows all that is shown of one detail, and which trusts and commissioners every sum is made of.

    The unknowns are the people of each trust and commissioner, in each month and group.
    """

    def __init__(self, figures: duckdb.DuckDBPyConnection, detail: str, groups: list[str]) -> None:
        self.detail = detail
        self.members: dict[tuple[str, str, str], set[str]] = {}
        for kind, code, alliance, icb in figures.execute("SELECT kind, code, alliance, icb FROM places").fetchall():
            for cut, whole in ((kind, code), ("alliance", alliance), ("icb", icb)):
                if cut != "icb" or kind == "commissioner":
                    self.members.setdefault((SIDES[kind], cut, whole), set()).add(code)
        of_kind = {kind: {code for (_, found, code) in self.members if found == kind} for kind in SIDES}
        months = months_between(FIRST, LAST)
        self.atoms = list(product(of_kind["provider"], of_kind["commissioner"], months, groups))

    def covers(self, row: PositionRow) -> np.ndarray | None:
        """Which of the smallest parts a row is the sum of; None for a sum that nobody can look up."""
        cut, code = next((cut, code) for cut, code in row.cut.items() if cut != self.detail)
        inside = self.members.get((row.basis_of_place, cut, code))
        if inside is None:
            return None
        at = 0 if row.basis_of_place == "trusts" else 1
        group = row.cut.get(self.detail)
        return np.array(
            [atom[at] in inside and atom[2] in row.months and group in (None, atom[3]) for atom in self.atoms],
            dtype=float,
        )


def end(line: np.ndarray, lines: np.ndarray, people: list[float], sign: float) -> float:
    """The least (1) or the most (-1) that a figure can be."""
    answer = linprog(sign * line, A_eq=lines, b_eq=people, bounds=(0, None), method="highs")
    assert answer.status in (0, 3), answer.message
    return sign * answer.fun if answer.status == 0 else -sign * float("inf")


def attacked(figures, rules, tables: PositionTables, detail: str) -> tuple[int, int]:
    """Attack the tables of one detail; how many hidden figures and equations there were. Fails on a finding."""
    question = Question(basis="computed", standards=("62",), by=(detail,))
    attack = Attack(figures, detail, sorted({row.cut[detail] for row in position(figures, question, rules).rows}))
    known = [
        (line, row) for row in everything(figures, rules, tables, detail) if (line := attack.covers(row)) is not None
    ]
    lines = np.array([line for line, _ in known])
    space = np.linalg.svd(lines, full_matrices=False)[2][: np.linalg.matrix_rank(lines)]
    hidden = 0
    for by in product(("provider", "alliance", "icb", "commissioner"), ("", detail)):
        asked = Question(basis="computed", standards=("62",), by=tuple(filter(None, by)))
        for row in position(figures, asked, rules).rows:
            line = attack.covers(row)
            if line is None or tables.shown(row) is not None:
                continue
            hidden += 1
            told_of = f"{dict(row.cut)} ({row.basis_of_place}) of {row.period}"
            assert np.linalg.norm(line - space.T @ (space @ line)) > 1e-6, f"{told_of} is determined"
            for name in ("within", "breaches"):
                if 0 < getattr(row, name) < 5 and hidden % 4 == 0:
                    people = [float(getattr(one, name)) for _, one in known]
                    least, most = (end(line, lines, people, sign) for sign in (1.0, -1.0))
                    assert most - least >= 1, f"{name} of {told_of} lies within {least} and {most}"
    return hidden, len(known)


@pytest.mark.parametrize("detail", ["cancer_type", "route", "modality"])
def test_no_hidden_figure_is_found_from_everything_that_is_told(figures, rules, tables, detail) -> None:
    hidden, known = attacked(figures, rules, tables, detail)
    assert known > 10, "something is shown"
    assert hidden > 10, "something is hidden"


def test_the_attack_finds_what_a_careless_release_gives_away(figures, rules) -> None:
    """Hiding small figures alone is not enough: the same attack succeeds on it."""

    class Careless(PositionTables):
        def shown(self, row: PositionRow) -> PositionRow | None:
            return None if any(0 < one < 5 for one in (row.within, row.breaches)) else row

    careless = Careless(figures, rules, _policy("alliance").rule)
    with pytest.raises(AssertionError, match=r"is determined|lies within"):
        attacked(figures, rules, careless, "cancer_type")


def test_a_trust_cannot_be_had_by_taking_the_others_from_their_alliance(figures, rules, tables) -> None:
    month = {"first_month": "2025-04", "last_month": "2025-04"}
    whole = told(figures, rules, tables, "alliance", **month).position.rows
    parts = told(figures, rules, tables, "provider", **month)
    assert len(parts.hidden) != 1
    assert whole or len(parts.hidden) > 1


def test_the_workbook_keeps_hidden_figures_as_rows_without_numbers_and_one_cannot_be_had_from_the_others(
    figures, rules, tables
) -> None:
    month = {"first_month": "2025-04", "last_month": "2025-04"}
    whole = waits_rows(told(figures, rules, tables, "alliance", side="trusts", **month), "alliance")
    parts = waits_rows(told(figures, rules, tables, "provider", **month), "provider")
    hidden = [row for row in (*whole, *parts) if row[-1]]
    numbers = [place for place, column in enumerate(WAITS) if column.kind is not Kind.TEXT and column.key != "month"]
    assert hidden
    assert all(row[place] is None for row in hidden for place in numbers)
    assert len([row for row in parts if row[-1]]) != 1
    book = openpyxl.load_workbook(io.BytesIO(tidy_workbook(
        [("Waits", waits_table(parts, "s", is_synthetic=True, as_at=""))], About("W", "A", "April 2025", "all", "s")
    )))  # fmt: skip
    written = list(book["Waits"].iter_rows(min_row=2, values_only=True))
    assert [[row[place] is None for place in numbers] for row in written if row[-1]] == [
        [True] * len(numbers) for row in parts if row[-1]
    ]


def test_a_cut_that_no_table_holds_is_not_shown(figures, rules, tables) -> None:
    for by in (("provider", "commissioner"), ("provider", "cancer_type", "route"), ("england",), ("region",)):
        crossed = told(figures, rules, tables, *by)
        assert not crossed.position.rows
        assert crossed.hidden
        assert crossed.position.notes[-1].endswith(("other tables.", "provider."))


def test_hidden_figures_are_listed_and_told_from_nobody(figures, rules, tables) -> None:
    found = told(figures, rules, tables, "provider", "cancer_type")
    (plain,) = {one["note"] for one in found.as_json()["hidden"]}
    assert plain.startswith("hidden")
    real = {(row.period, *row.cut.values()) for row in position(figures, Question(
        basis="computed", standards=("62",), by=("provider", "cancer_type")), rules).rows}  # fmt: skip
    listed = {(one.period, *one.cut.values()) for one in found.hidden}
    shown = {(row.period, *row.cut.values()) for row in found.position.rows}
    assert not listed & shown
    assert real <= listed | shown
    assert listed - real, "some figures of nobody are hidden too, so a hidden one does not say that there is somebody"


def test_for_the_public_counts_are_rounded_and_shares_made_of_them(figures, rules) -> None:
    tables = _tables(figures, rules, "public")
    question = Question(basis="computed", standards=("62",), by=("alliance",))
    found = protected_position(position(figures, question, rules), question, _policy("public"), tables)
    assert found.position.rows
    for row in found.position.rows:
        assert row.total % 5 == row.within % 5 == 0
        assert row.rate == pytest.approx(float(row.within / row.total))


def test_who_keeps_the_records_and_what_is_published_are_not_touched(figures, rules) -> None:
    policy = policy_for(figures, "computed", (), Audience.OWN_TRUST, policies=load_policies(), on=date(2026, 1, 1))
    question = Question(basis="computed", standards=("62",), by=("provider",))
    assert position_tables(figures, question, rules, policy) is None
    found = position(figures, question, rules)
    assert protected_position(found, question, policy, None).position is found


def test_values_by_sex_of_places_and_their_sums_give_no_hidden_group_away(figures, rules) -> None:
    """What a measure says of trusts is attacked with what it says of their alliance and of everybody there."""
    raw = Ground(figures, rules)
    on = replace(raw, shown=ValueTables(raw, lambda _: _policy("alliance"), in_memory()).shown)
    measure = load_catalogue()["CWT-62D"]
    kinds = ("provider", "alliance")
    true = {kind: values_of(raw, measure, Asked(area_type=kind, by="sex")).values for kind in kinds}
    assert all(true.values())
    shown = {kind: values_of(on, measure, Asked(area_type=kind, by="sex")).values for kind in kinds}
    hidden = [one for values in shown.values() for one in values if one.value is None]
    assert hidden
    assert len({one.period_end for values in shown.values() for one in values}) == 1, "months are told together"
    whole = {(one.area, *one.group.values()): one for one in shown["alliance"]}
    alliance_of = dict(figures.execute("SELECT DISTINCT code, alliance FROM places WHERE kind = 'provider'").fetchall())
    for key in whole:
        parts = [
            one
            for one in shown["provider"]
            if (alliance_of[one.area], *one.group.values()) == key and one.value is None
        ]
        assert len(parts) != 1 or whole[key].value is None, "a single hidden trust would be the rest of its alliance"


def test_values_of_a_count_from_records_are_hidden_by_place_and_month(figures, rules) -> None:
    raw = Ground(figures, rules)
    on = replace(raw, shown=ValueTables(raw, lambda _: _policy("alliance"), in_memory()).shown)
    measure = load_catalogue()["CWT-IPT38"]
    asked = Asked(area_type="provider")
    for true, one in zip(values_of(raw, measure, asked).values, values_of(on, measure, asked).values, strict=True):
        if one.value is not None:
            assert one == true
            assert not 0 < one.numerator < 5
            assert not 0 < one.denominator - one.numerator < 5
    assert all(one.value is None for one in values_of(on, measure, Asked()).values), "no sum of the whole store"


def test_values_out_of_the_position_are_hidden_where_the_position_hides_them(figures, rules, tables) -> None:
    raw = Ground(figures, rules)
    on = replace(raw, shown=ValueTables(raw, lambda _: _policy("alliance"), in_memory()).shown)
    asked = Asked(area_type="provider", by="cancer_type", bases=("computed",))
    seen = values_of(on, load_catalogue()["CWT-62D"], asked).values
    rows = told(figures, rules, tables, "provider", "cancer_type").position.rows
    both = {(row.cut["provider"], row.period, row.cut["cancer_type"]) for row in rows}
    assert {
        (one.area, f"{one.period_end:%Y-%m}", one.group["cancer_type"]) for one in seen if one.value is not None
    } == both


def test_limits_of_a_count_are_those_of_the_rounded_one_and_do_not_tell_the_true_one(figures, rules) -> None:
    raw = Ground(figures, rules)
    on = replace(raw, shown=ValueTables(raw, lambda _: _policy("public"), in_memory()).shown)
    asked, measure = Asked(area_type="provider", bases=("computed",)), load_catalogue()["OUT-CANCERS"]
    pairs = zip(values_of(raw, measure, asked).values, values_of(on, measure, asked).values, strict=True)
    told = [(true, one) for true, one in pairs if one.value is not None]
    assert any(true.value % 5 for true, _ in told)
    for _, one in told:
        (limits,) = people_limits([one.value])
        assert (one.value % 5, one.lower, one.upper) == (0, limits.lower, limits.upper)


def test_an_agreed_rule_for_whose_records_they_are_holds_for_measures_as_for_the_position(figures, rules) -> None:
    raw = Ground(figures, rules)
    agreed = replace(_policy("alliance"), audience=Audience.OWN_TRUST)
    asked, measure = Asked(area_type="provider", bases=("computed",)), load_catalogue()["CWT-62D"]
    seen, others = (
        values_of(replace(raw, shown=ValueTables(raw, lambda _, rule=one: rule, in_memory()).shown), measure, asked)
        for one in (agreed, _policy("alliance"))
    )
    assert any(one.value is None for one in seen.values)
    assert seen.values == others.values
    by_sex = ValueTables(raw, lambda _: agreed, in_memory()).shown(
        measure, replace(asked, by="sex"), values_of(raw, measure, replace(asked, by="sex"))
    )
    assert by_sex.small is agreed.rule
