"""A new version of a type: what happens with the entries there are, and what would lose values is refused."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.registers.conftest import TODAY, WIG_BANKS, draft

from clearway.records.findings import Refused
from clearway.site.registers.known import schema_in_use
from clearway.site.registers.listing import Question, page_of
from clearway.site.registers.models import Entry, Revision, TypeVersion
from clearway.site.registers.schema import SchemaError, read_schema
from clearway.site.registers.schema.succession import carried, check_follows, steps
from clearway.site.registers.services import types
from clearway.site.registers.services.entries import add_entry
from clearway.site.registers.services.types import drop, propose_version, take_up

OLD = read_schema(WIG_BANKS)


def second(*changes: tuple[str, str], more: str = "") -> str:
    text = WIG_BANKS.replace("version: 1", "version: 2", 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text + (f"changes: {more}\n" if more else "")


STOCK = "- {id: stock, label: Wigs, kind: number, column: true}\n"
CHARITY = "    charity: Charity\n"


@pytest.mark.parametrize(
    ("changes", "more", "words"),
    [
        ([(STOCK, "")], "", "field stock is left out"),
        ([("kind: number", "kind: text")], "", "would hold text where entries hold number"),
        ([(CHARITY, "    shop: Shop\n")], "", "no longer has the code charity"),
        ([("kind: role}", "kind: role, required: true}")], "", "contact is required"),
        ([("version: 2", "version: 3")], "", "this is version 3"),
        ([(STOCK, "")], "{renamed: {stock: nowhere}}", "does not lead from a former field"),
        ([], "{asked: [nothing]}", "which is no field"),
        ([], "{filled: {stock: many}}", "must be a number"),
        ([], "{filled: {name: Same}}", "cannot be the same for all"),
        ([(CHARITY, "")], "{recoded: {kind: {charity: shop}}}", "has no code shop"),
        ([("links_to: wig-banks", "links_to: contacts")], "", "another register"),
    ],
)
def test_a_version_that_would_lose_values_is_refused_with_words(changes, more, words):
    with pytest.raises(SchemaError) as wrong:
        check_follows(OLD, read_schema(second(*changes, more=more)))
    assert words in str(wrong.value).replace("This", "this").replace("Field", "field")
    assert wrong.value.mend


def test_more_people_see_entries_only_when_a_version_says_why():
    own = WIG_BANKS.replace("seen_by: public", "seen_by: alliance").replace(", public: true", "")
    with pytest.raises(SchemaError, match="would be shown to"):
        check_follows(read_schema(own), read_schema(second()))
    check_follows(read_schema(own), read_schema(second(more="{opened: Everything in it is known anyway}")))


def test_what_entries_hold_is_carried_into_the_new_version():
    new = read_schema(
        second(
            (STOCK, "- {id: wigs, label: Wigs to lend, kind: number, column: true}\n"),
            (CHARITY, "    other: Something else\n"),
            ("label: Kind, kind: choice", "label: Kind, kind: several choices"),
            ("kind: role}", "kind: long text, required: true}"),
            ("kind: phone}", "kind: phone, retired: true}"),
            more="{renamed: {stock: wigs}, recoded: {kind: {charity: other}, kinds_held: {charity: other}}, "
            "filled: {is_free: yes}, asked: [contact]}",
        )
    )
    check_follows(OLD, new)
    held = {"name": "A", "kind": "charity", "stock": "3", "kinds_held": ["charity"], "phone": "01226 000000"}
    assert carried(held, new) == (
        {
            "name": "A",
            "kind": ["other"],
            "wigs": "3",
            "kinds_held": ["other"],
            "phone": "01226 000000",
            "is_free": True,
        },
        True,
    )
    said = " ".join(one.words for one in steps(OLD, new))
    for words in ("becomes “Wigs to lend”", "no longer asked", "several choices", "“charity” becomes “Something else”"):
        assert words in said


def test_taking_up_a_version_carries_every_entry_and_keeps_what_it_was(entry, administrator, keeper, monkeypatch):
    monkeypatch.setattr(types, "BATCH", 1)
    other = add_entry(by=keeper, register="wig-banks", draft=draft("Other", kind="charity"), today=TODAY)
    text = second(
        (CHARITY, "    other: Something else\n"),
        more="{recoded: {kind: {charity: other}, kinds_held: {charity: other}}}",
    )
    proposed = propose_version(by=administrator, text=text)
    assert schema_in_use("wig-banks").version == 1, "proposed is not in use"
    take_up(by=administrator, proposed=proposed)
    other.refresh_from_db()
    entry.refresh_from_db()
    assert (other.values["kind"], other.schema_version, other.version) == ("other", 2, 2)
    assert (entry.version, entry.schema_version) == (1, 2), "nothing of it changed"
    assert [one.event for one in Revision.unscoped.filter(entry=other)] == ["carried over", "added"]
    question = Question(schema=schema_in_use("wig-banks"), on=TODAY, filters={"kind": "other"})
    assert [one.pk for one in page_of(question, keeper).entries] == [other.pk]
    with pytest.raises(Refused, match="in another state"):
        take_up(by=administrator, proposed=proposed)


def test_a_field_becomes_unique_only_when_it_is_so_already(entry, administrator, keeper):
    for name in ("Second", "Third"):
        add_entry(by=keeper, register="wig-banks", draft=draft(name, phone="01226 000000"), today=TODAY)
    proposed = propose_version(by=administrator, text=second(("kind: phone}", "kind: phone, unique: true}")))
    with pytest.raises(Refused, match="Two entries hold the same “Telephone”"):
        take_up(by=administrator, proposed=proposed)
    assert schema_in_use("wig-banks").version == 1


def test_an_own_register_that_is_opened_is_seen_by_others_and_closed_again(
    own_register, administrator, keeper, neighbour
):
    made = add_entry(by=keeper, register=own_register, draft=draft(), today=TODAY)
    opened = second(more="{opened: It is known anyway}")
    take_up(by=administrator, proposed=propose_version(by=administrator, text=opened))
    assert Entry.objects.for_membership(neighbour).filter(pk=made.pk).exists()
    closed = TypeVersion.objects.get(version=1).text.replace("version: 1", "version: 3")
    take_up(by=administrator, proposed=propose_version(by=administrator, text=closed))
    assert not Entry.objects.for_membership(neighbour).filter(pk=made.pk).exists()


def test_too_many_entries_are_not_written_anew_at_once(entry, administrator, keeper, monkeypatch):
    monkeypatch.setattr(types, "AT_ONCE", 0)
    proposed = propose_version(by=administrator, text=second(("column: true}", "column: false}")))
    with pytest.raises(Refused, match="more than 0 entries"):
        take_up(by=administrator, proposed=proposed)


def test_a_second_proposal_takes_the_place_of_the_first_and_can_be_dropped(register, administrator, keeper):
    first = propose_version(by=administrator, text=second())
    again = propose_version(by=administrator, text=second(("label: Wigs", "label: Wigs to lend")))
    drop(by=administrator, proposed=again)
    assert set(TypeVersion.objects.filter(version=2).values_list("state", flat=True)) == {"dropped"}
    for act in (lambda: propose_version(by=keeper, text=second()), lambda: take_up(by=keeper, proposed=first)):
        with pytest.raises(PermissionDenied):
            act()


def test_a_link_leads_only_to_a_register_that_is_there(administrator):
    with pytest.raises(Refused, match="no such register"):
        propose_version(by=administrator, text=WIG_BANKS.replace("links_to: wig-banks", "links_to: wigs"))
    with pytest.raises(Refused, match="this is version 2"):
        propose_version(by=administrator, text=second())
