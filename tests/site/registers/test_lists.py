"""Lists: filtered, ordered, page by page, for whom they are meant and nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.site.registers.conftest import TODAY, draft

from clearway.site.registers import listing
from clearway.site.registers.known import schema_in_use
from clearway.site.registers.listing import Question, all_of, counted, page_of
from clearway.site.registers.models import IndexWord, Revision
from clearway.site.registers.services.entries import add_entry, note_due, withdraw_entry

NAMES = ("Acorn", "Beech tree", "Cedar", "Dogwood tree", "Elm", "Fir tree", "Gorse")


@pytest.fixture
def entries(register, keeper):
    return [
        add_entry(
            by=keeper,
            register=register,
            draft=draft(
                name,
                kind="hospital" if place % 2 else "charity",
                stock=str(place % 3),
                is_free=bool(place % 2),
                place="E08000016",
            ),
            today=TODAY,
        )
        for place, name in enumerate(NAMES)
    ]


def asked(**more: object) -> Question:
    return Question(schema=schema_in_use("wig-banks"), on=TODAY, **more)


def titles(question: Question, by, rows: int = 50) -> list[str]:
    return [one.title for one in page_of(question, by, rows=rows).entries]


@pytest.fixture(params=[listing.FEW, 0], ids=["few", "many"])
def _each_way(request, monkeypatch):
    """Each list is answered from few entries, and in the way that is taken when there are a million."""
    monkeypatch.setattr(listing, "FEW", request.param)


@pytest.mark.usefixtures("_each_way")
@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, NAMES),
        ({"filters": {"kind": "charity"}}, NAMES[::2]),
        ({"filters": {"kind": "charity", "is_free": "no"}}, NAMES[::2]),
        ({"filters": {"kind": "charity", "is_free": "yes"}}, ()),
        ({"words": "TREE"}, ("Beech tree", "Dogwood tree", "Fir tree")),
        ({"words": "tree fir"}, ("Fir tree",)),
        ({"sort": "stock"}, ("Acorn", "Dogwood tree", "Gorse", "Beech tree", "Elm", "Cedar", "Fir tree")),
        ({"sort": "stock", "filters": {"kind": "hospital"}}, ("Dogwood tree", "Beech tree", "Fir tree")),
        ({"sort": "review_by", "filters": {"kind": "charity"}}, NAMES[::2]),
        ({"organisation": "RFR"}, ()),
        ({"state": "withdrawn"}, ()),
    ],
)
def test_a_list_holds_what_was_asked_in_its_order_on_every_size_of_page_both_ways(entries, keeper, more, found):
    question = asked(**more)
    assert titles(question, keeper) == list(found)
    assert counted(question, keeper) == len(found)
    assert [one.title for one in all_of(question, keeper)] == list(found)
    walked, page = [], page_of(question, keeper, rows=2)
    walked += page.entries
    while page.has_after:
        page = page_of(replace(question, after=page.entries[-1].pk), keeper, rows=2)
        walked += page.entries
    assert [one.title for one in walked] == list(found)
    if len(found) > 2:
        back = page_of(replace(question, before=walked[2].pk), keeper, rows=2)
        assert [one.title for one in back.entries] == list(found[:2])
        assert not back.has_before


def test_the_beginning_of_a_word_is_enough_where_nothing_has_the_word(entries, keeper):
    assert titles(asked(words="dogw"), keeper) == ["Dogwood tree"]
    assert titles(asked(words="tre dogw"), keeper) == ["Dogwood tree"]
    assert titles(asked(words="%"), keeper) == list(NAMES), "no word is asked for"


def test_due_and_withdrawn_entries_stand_in_lists_of_their_own(entries, keeper):
    withdraw_entry(by=keeper, entry=entries[0], seen=1, reason="gone")
    on = entries[1].review_by
    note_due(entries[1], today=on)
    assert titles(asked(state="withdrawn"), keeper) == ["Acorn"]
    assert "Acorn" not in titles(asked(), keeper)
    assert titles(replace(asked(state="due"), on=on), keeper) == list(NAMES[1:])


def test_everybody_sees_a_shared_register_and_the_public_only_what_is_current(entries, neighbour):
    assert titles(asked(), neighbour) == list(NAMES)
    on = entries[1].review_by - timedelta(days=1)
    assert titles(replace(asked(), on=on), None) == list(NAMES)
    note_due(entries[1], today=entries[1].review_by)
    assert "Beech tree" not in titles(replace(asked(), on=on), None)
    assert titles(replace(asked(), on=entries[1].review_by), None) == [], "an entry that is due is shown to nobody else"


@pytest.mark.usefixtures("_each_way")
@pytest.mark.parametrize("more", [{}, {"words": "bank"}, {"filters": {"kind": "hospital"}}, {"sort": "stock"}])
def test_an_own_register_shows_others_nothing_by_no_way(own_register, keeper, neighbour, analyst_of_alliance, more):
    made = add_entry(by=keeper, register=own_register, draft=draft(), today=TODAY)
    question = asked(**more)
    assert titles(question, keeper) == ["Barnsley wig bank"]
    assert titles(question, analyst_of_alliance) == ["Barnsley wig bank"]
    assert titles(question, neighbour) == []
    assert titles(question, None) == []
    assert counted(question, neighbour) == 0
    assert titles(replace(question, after=made.pk), neighbour) == []
    for model in (IndexWord, Revision):
        assert not model.objects.for_membership(neighbour).filter(entry=made).exists()
