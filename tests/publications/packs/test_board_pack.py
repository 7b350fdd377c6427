"""The board pack and a trust's version: what their pages say, in which order, and that they claim no more."""

from dataclasses import replace
from datetime import date

import pytest
from tests.publications.packs.made_up_board import (
    BARNSLEY,
    DAY,
    DONCASTER,
    MONTH,
    contents,
    falling_at_last,
    figures,
    plan,
    without_plan,
)

from clearway.evaluation import Asked as MoveAsked
from clearway.evaluation import Question, evaluate
from clearway.planning.moves import Move
from clearway.publications.measure_line import monthly_series_of
from clearway.publications.packs import Pack, Page, Sign
from clearway.publications.packs.board import AskedFigures, Named, PlanAsked, board_pack, plan_pages, trust_board_pack
from clearway.publications.packs.board.figures import MoveTold
from clearway.publications.packs.board.plan_pages import names
from clearway.publications.packs.board.words import short_name
from clearway.records.findings import Refused
from clearway.stats.spc import Assurance, Variation


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The board pack of March 2025."""
    return board_pack(contents())


def page_of(held: Pack, heading: str) -> Page:
    """The page of a heading."""
    return next(one for one in held.pages if one.heading == heading)


def signs_in(page: Page) -> list[Sign]:
    """Every icon in the table of a page."""
    return [cell for row in (page.table.rows if page.table else ()) for cell in row if isinstance(cell, Sign)]


def test_the_first_page_has_the_ambitions_and_the_last_what_could_not_be_measured(pack):
    first, last = pack.pages[0], pack.pages[-1]
    assert first.heading == "Ten ambitions at a glance"
    assert len(first.table.rows) == 10
    assert first.sentence.startswith("1 of the 10 ambitions can be measured for South Yorkshire.")
    assert last.sentence == "9 of the 10 ambitions cannot be told for South Yorkshire."
    assert ("Treated within 62 days", "Published for England; no figure of this alliance is held.") in last.table.rows


def test_an_ambition_that_is_not_held_has_no_icon(pack):
    row = next(one for one in pack.pages[0].table.rows if one[0] == "Adults who smoke")
    assert row[1:] == ("not held", "", "", "", "see the last page")


def test_each_standard_stands_over_time_and_by_trust_with_its_interval_and_people(pack):
    page = page_of(pack, "Treated within 62 days: South Yorkshire")
    assert page.sentence == (
        "March 2025: 71.0% (95% interval 68.1% to 73.7%; 710 of 1,000 people). South Yorkshire shows no change beyond "
        "what chance gives. It will keep missing its target of 85.0% unless something changes."
    )
    assert page.table.rows[0] == (date(2025, 3, 1), 0.71, "68.1% to 73.7%", 710.0, 1000.0, "final")
    by_trust = page_of(pack, "Treated within 62 days, by trust")
    assert [row[0] for row in by_trust.table.rows] == ["Barnsley", "Doncaster", "South Yorkshire", "England"]
    assert "does not performance-manage" in by_trust.notes[0]


def test_a_line_that_only_sways_is_never_said_to_improve_or_worsen(pack):
    for page in pack.pages[1:7]:
        assert not {"improving", "getting worse"} & set(page.sentence.replace(".", "").split(" "))
        assert {sign.icon for sign in signs_in(page)} <= {Variation.COMMON_CAUSE, Assurance.FAILS}


def test_a_fall_beyond_chance_is_told_and_nothing_beyond_chance_is_a_good_answer(pack):
    quiet = page_of(pack, "What changed for real")
    assert quiet.table.rows == ()
    assert "none changed since the period before by more than chance gives" in quiet.sentence
    loud = page_of(board_pack(contents(shares=falling_at_last)), "What changed for real")
    assert loud.sentence.startswith(
        "9 lines were looked at; 1 changed since the period before by more than chance gives: 1 for the worse"
    )
    assert signs_in(loud) == [Sign(Variation.CONCERN_LOW, "getting worse")]
    assert loud.sentence.endswith("Told of figures that arrived since the last meeting, 4 October 2025.")


def test_the_plan_says_what_is_passed_late_and_spent(pack):
    page = page_of(pack, "Where the plan stands")
    assert page.sentence == (
        "2 deliverables in 2 workstreams: 1 of 3 milestones are passed and 1 is overdue. Of £1,000.50 planned, £900.25 "
        "is told as spent."
    )
    assert page.notes == ("Of 1 deliverables nobody has said yet how they stand.",)
    rows = page_of(pack, "Workstream by workstream").table.rows
    assert rows[0][4] == "1 of 3 passed; 1 overdue; next 31 March 2026"
    assert rows[1][2:4] == ("nobody named", "Not said")
    risk = page_of(pack, "Open risks and issues").table.rows[0]
    assert risk[:3] == ("Risk: Nobody applies", "Faster reports", 12)


def test_a_milestone_is_overdue_the_day_after_it_was_expected_and_not_on_it():
    def overdue(day: date) -> str:
        together = next(iter(plan_pages(PlanAsked(plan(), day, 1))))
        return together.sentence.split(" passed and ")[1].split(".")[0]

    assert overdue(date(2025, 10, 31)) == "0 are overdue"
    assert overdue(date(2025, 11, 1)) == "1 is overdue"


def test_a_decision_is_asked_on_a_page_of_its_own_with_its_papers(pack):
    page = page_of(pack, "Reports of scans")
    assert page.ask == "Agree how the money is used"
    assert page.table.rows == (("Options for reporting", "the shared folder"),)


def test_a_board_that_is_asked_for_nothing_and_a_store_without_a_plan_are_told_so():
    held = without_plan(contents())
    quiet = board_pack(replace(held, meeting=replace(held.meeting, decisions=())))
    assert page_of(quiet, "Decisions").sentence == "No decision is asked for."
    assert not any(page.part == "The plan" for page in quiet.pages)


def test_the_version_for_a_trust_puts_its_own_line_and_its_own_part_of_the_plan_first():
    version = trust_board_pack(contents(BARNSLEY))
    headings = [page.heading for page in version.pages]
    assert headings[:3] == [
        "Barnsley at a glance",
        "Told within 28 days: Barnsley",
        "Told within 28 days: South Yorkshire",
    ]
    assert headings.index("What Barnsley does in the plan") < headings.index("Where the plan stands")
    other = trust_board_pack(contents(DONCASTER))
    by_trust = page_of(other, "Treated within 62 days, by trust")
    assert (by_trust.table.rows[0][0], by_trust.table.leading) == ("Doncaster", 1)
    assert page_of(other, "What Doncaster does in the plan").table is None
    assert version.snapshot.id != other.snapshot.id


def test_a_version_for_a_trust_asks_for_no_computed_figures_of_others():
    with pytest.raises(Refused, match="standards are the published ones"):
        AskedFigures(month=MONTH, alliance=BARNSLEY, trusts=(), trust=BARNSLEY, basis="computed")


def test_provisional_and_synthetic_figures_are_marked_on_the_pages_they_stand_on():
    marked = board_pack(contents(release="provisional", basis="computed", is_synthetic=True))
    assert marked.is_provisional
    assert marked.is_synthetic
    assert page_of(marked, "Treated within 62 days, by trust").figures.words == (
        "computed from records, provisional, synthetic data"
    )


def test_whether_a_number_moved_is_said_in_the_words_of_the_evaluation():
    standard = figures().standards[2]
    series = monthly_series_of(standard.alliance, standard.measure)
    asked = MoveAsked(Question("62-day", "South Yorkshire", "2024-04", 0.1), series)
    move = Move(measure="CWT-62D", hoped="+10", since="2024-04")
    found = MoveTold(move, "62-day", "South Yorkshire", evaluate(asked.question, asked.series))
    lost = MoveTold(move, "62-day", "", None, "No monthly figures of it are held.")
    *_, page = plan_pages(PlanAsked(plan(), DAY, 1), {"D1": (found, lost)})
    first, second = page.table.rows
    assert first[:3] == ("Faster reports", "62-day, South Yorkshire", "+10 percentage points from April 2024")
    assert first[3].startswith("No change that we could have seen")
    assert second[3] == "Cannot be asked: No monthly figures of it are held."


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Barnsley Hospital NHS Foundation Trust", "Barnsley"),
        ("Doncaster and Bassetlaw Teaching Hospitals NHS Foundation Trust", "Doncaster and Bassetlaw Teaching"),
        ("England", "England"),
    ],
)
def test_trusts_are_named_shortly(name, short):
    assert short_name(name) == short


def test_a_trust_is_named_by_its_name_or_its_code_and_by_no_part_of_a_word():
    one = plan().deliverables[0]
    assert names(one, BARNSLEY)
    assert not names(one, DONCASTER)
    assert names(replace(one, contributors=("RP5",)), Named("RP5", "Doncaster"))
