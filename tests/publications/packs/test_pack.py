"""A publication as data: one name over what it was made from, one month, kept as text and read back the same."""

from dataclasses import fields, replace

import pytest
from tests.publications.packs.some_pack import FINAL, MONTH, SNAPSHOT, some_pack

from clearway.publications.disclosure import Audience
from clearway.publications.packs import DRAFT, Page, Standing, fingerprint, pack_as_json, pack_from_json, state_named
from clearway.records.findings import Refused


def test_equal_inputs_give_the_same_id_and_any_other_input_another() -> None:
    others = {
        "figures": "x", "plan": "x", "groups": "x", "month": "2025-02", "audience": Audience.PUBLIC, "trust": "RFF",
        "manner": "x",
    }  # fmt: skip
    ids = {replace(SNAPSHOT, **{name: value}).id for name, value in others.items()}  # type: ignore[arg-type]
    assert set(others) == {one.name for one in fields(SNAPSHOT)}
    assert len(ids | {SNAPSHOT.id}) == len(others) + 1
    assert replace(SNAPSHOT).id == SNAPSHOT.id


def test_what_stands_in_one_part_of_a_snapshot_is_not_taken_for_another() -> None:
    assert replace(SNAPSHOT, plan="a b", groups="").id != replace(SNAPSHOT, plan="a", groups=" b").id


def test_the_state_of_rows_has_another_name_when_a_row_changes_or_moves() -> None:
    assert state_named("a", 1) == state_named("a", 1)
    assert len({state_named("a", 1), state_named("a", 2), state_named(1, "a"), state_named("a")}) == 4


def test_a_publication_is_read_back_as_it_was_kept() -> None:
    pack = some_pack()
    assert pack_from_json(pack_as_json(pack)) == pack


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"is": "os.system", "word": "ls"}', '{"is": "Pack"}', '"words"'])
def test_a_text_that_is_no_publication_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no publication"):
        pack_from_json(text)


def test_approving_leaves_the_fingerprint_and_any_other_change_does_not() -> None:
    pack = some_pack()
    released = pack.approved("Approved by the chair, 8 May 2025")
    assert (pack.is_draft, pack.approval, released.is_draft) == (True, DRAFT, False)
    assert fingerprint(released) == fingerprint(pack)
    assert fingerprint(some_pack(pages=pack.pages[:-1])) != fingerprint(pack)


def test_figures_of_another_month_are_refused() -> None:
    with pytest.raises(Refused, match="figures of 2025-02, and the pack is of 2025-03"):
        some_pack(pages=(Page("Old", figures=replace(FINAL, month="2025-02")),))


def test_provisional_and_final_figures_of_a_month_are_not_mixed() -> None:
    provisional = Page("New", figures=replace(FINAL, is_provisional=True))
    with pytest.raises(Refused, match="“New” has provisional figures"):
        some_pack(pages=(Page("Old", figures=FINAL), provisional))
    assert some_pack(pages=(provisional,)).is_provisional


def test_a_page_with_a_time_of_its_own_says_so_and_stands_beside_the_month() -> None:
    yearly = Standing("published", "", own_period="diagnosed in 2022")
    pack = some_pack(pages=(Page("Yearly", figures=yearly), Page("Monthly", figures=FINAL)))
    assert yearly.words == "published, diagnosed in 2022"
    assert not pack.is_provisional


def test_figures_say_what_they_are() -> None:
    computed = Standing("computed", MONTH, is_provisional=True, is_synthetic=True)
    assert computed.words == "computed from records, provisional, synthetic data"
    assert some_pack(pages=(Page("Ours", figures=computed),)).is_synthetic
