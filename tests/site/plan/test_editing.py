"""Rows of a plan changed on pages: with a reason, as a version, whole or not at all; and many at once."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.planning.plans import deliverable_in, plan, small
from tests.site.conftest import member, sign_in

from clearway.planning.grid import grid_of
from clearway.planning.reading import ReadPlan
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.organisations.roles import BoardMember
from clearway.site.plan.item_kinds import KINDS, next_code
from clearway.site.plan.models import Activity, Deliverable, Milestone, Plan, PlanVersion, Priority, Workstream
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.bulk import Bulk, change_many
from clearway.site.plan.services.editing import change_item, marked, withdraw_item
from clearway.site.plan.services.loading import load_plan
from clearway.site.plan.services.seen import mark_of

WHY = "Agreed by the board"


@pytest.fixture
def row(manager) -> Plan:
    content = small()
    one = deliverable_in(content, "D1")
    one |= {"owner": {"role": "Lead", "organisation": "RFF"}, "status": "on_track", "note": "Kept"}
    content["workstreams"].append({"id": "W2", "title": "Treatment", "deliverables": [{"id": "D2", "title": "Faster"}]})
    return load_plan(by=manager, read=ReadPlan(plan(content))).row


def the(code: str) -> Deliverable:
    return Deliverable.objects.get(code=code)


def posted(browser, address: str, **said: object):
    """A form sent with what it shows, but for what is said."""
    shown = browser.get(address).content.decode()
    from html.parser import HTMLParser

    held: dict[str, object] = {}

    class Fields(HTMLParser):
        text = ""

        def handle_starttag(self, tag, attributes):
            one = dict(attributes)
            name = one.get("name", "")
            if tag == "input" and one.get("type") in ("checkbox", "radio"):
                if "checked" in one:
                    held.setdefault(name, []).append(one["value"])
            elif tag == "input" and name:
                held[name] = one.get("value") or ""
            elif tag == "select":
                self.select = name
            elif tag == "option" and "selected" in one:
                held[self.select] = one["value"]
            self.text = name if tag == "textarea" else ""

        def handle_data(self, words):
            if self.text:
                held[self.text] = held.get(self.text, "") + words

    Fields().feed(shown)
    return browser.post(address, held | said)


def test_a_deliverable_is_renamed_given_to_another_owner_and_linked_anew(as_manager, row):
    answer = posted(
        as_manager, f"/plan/items/deliverable/{the('D1').pk}", title="A better test", owner__role="Head of tests",
        recommendations="12, 3", contributors="Trust A\nTrust B", mechanism="Fewer visits", workstream="W2", reason=WHY,
    )  # fmt: skip
    assert answer.status_code == 302
    held = the("D1")
    assert (held.title, held.owner_role, held.owner_organisation) == ("A better test", "Head of tests", "RFF")
    assert (held.recommendations, held.contributors) == ([12, 3], ["Trust A", "Trust B"])
    assert (held.rest["mechanism"], held.rest["note"], held.status) == ("Fewer visits", "Kept", "on_track")
    assert held.workstream.code == "W2"
    version = PlanVersion.objects.first()
    assert (version.number, version.reason) == (2, WHY)
    assert version.changed[0].startswith("D1 changed: title: A test for all → A better test; ")
    assert "A better test" in as_manager.get(f"/plan/deliverables/{held.pk}").content.decode()


def test_what_nobody_touched_stays_as_it_is_and_nothing_different_is_no_version(as_manager, row):
    answer = posted(as_manager, f"/plan/items/deliverable/{the('D1').pk}", reason=WHY)
    assert answer.status_code == 422
    assert "Nothing is different from before" in answer.content.decode()
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("recommendations", "twelve", "is not a whole number"),
        ("reason", "", "Enter why"),
        ("title", " ", "Enter: title"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(as_manager, row, field, typed, words):
    answer = posted(as_manager, f"/plan/items/deliverable/{the('D1').pk}", **{"reason": WHY, field: typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert the("D1").title == "A test for all"


def test_what_would_be_no_plan_any_more_is_refused_and_undone(as_manager, row):
    Activity.objects.update(code="A1")
    answer = posted(as_manager, f"/plan/items/activity/{Activity.objects.get().pk}", due="2025/27 Q1", reason=WHY)
    assert "is not a financial year" in answer.content.decode()
    assert "due" not in Activity.objects.get().rest


def test_rows_of_each_kind_are_added_with_the_next_code(as_manager, row):
    add = f"/plan/{row.pk}/add"
    posted(as_manager, f"{add}/workstream", title="Living with cancer", reason=WHY)
    posted(as_manager, f"{add}/deliverable?in={Workstream.objects.get(code='W2').pk}", title="Another", reason=WHY)
    posted(as_manager, f"{add}/activity?in={the('D1').pk}", text="Train", due="2025/26 Q1", reason=WHY)
    posted(as_manager, f"{add}/milestone?in={the('D2').pk}", text="Open", reason=WHY,
           **{"baseline-day": "1", "baseline-month": "4", "baseline-year": "2025"})  # fmt: skip
    posted(as_manager, f"{add}/priority?in={Workstream.objects.get(code='W1').pk}", title="Second", reason=WHY,
           sequence=["2025/26 Q1-2"], deliverables="D1")  # fmt: skip
    assert Workstream.objects.get(title="Living with cancer").code == "W3"
    assert Deliverable.objects.get(title="Another").code == "D3"
    assert Activity.objects.get(text="Train").rest == {"due": {"year": "2025/26", "quarter": "Q1"}}
    assert str(Milestone.objects.get().baseline) == "2025-04-01"
    assert Priority.objects.get(title="Second").marks == [0, 0, 1, 0]
    row.refresh_from_db()
    assert (row.version, plan_in_rows(row).counts()["deliverables"]) == (6, 3)


def test_a_row_is_withdrawn_and_brought_back_and_a_workstream_goes_last(as_manager, manager, row):
    second = Workstream.objects.get(code="W2")
    with pytest.raises(Refused, match="1 deliverables and priorities stand in it"):
        withdraw_item(by=manager, kind=KINDS["workstream"], row=second, reason=WHY)
    posted(as_manager, f"/plan/items/deliverable/{the('D2').pk}/withdraw", reason=WHY)
    withdraw_item(by=manager, kind=KINDS["workstream"], row=second, reason=WHY)
    assert [one.id for one in plan_in_rows(row).workstreams] == ["W1"]
    shown = as_manager.get(f"/plan/{row.pk}/edit").content.decode()
    assert "What was withdrawn (1)" in shown
    posted(as_manager, f"/plan/items/workstream/{second.pk}/back", reason=WHY)
    assert "What was withdrawn (1)" in as_manager.get(f"/plan/{row.pk}/edit").content.decode()
    assert Event.objects.filter(event="workstream brought back").count() == 1


def test_who_saw_an_older_row_overwrites_nothing(manager, row):
    held = the("D1")
    seen = mark_of(held, marked(KINDS["deliverable"]))
    said = {"by": manager, "kind": KINDS["deliverable"], "row": held, "holder": None, "seen": seen, "reason": WHY}
    change_item(**said, said={"title": "First"})
    with pytest.raises(Refused, match="Somebody changed this since you opened it"):
        change_item(**said, said={"title": "Second"})
    assert the("D1").title == "First"


def test_many_deliverables_are_changed_at_once_after_they_were_shown(as_manager, row):
    chosen = {"d": [the("D1").pk, the("D2").pk]}
    said = chosen | {"owner_role": "Programme lead", "half_years": ["2025/26 Q1-2"]}
    said |= {"status": "at_risk", "reason": WHY}
    said |= {"review_by-day": "1", "review_by-month": "6", "review_by-year": "2025"}
    shown = as_manager.post(f"/plan/{row.pk}/bulk", said | {"step": "show"})
    assert "owner: role: Lead → Programme lead" in " ".join(shown.content.decode().split())
    assert the("D1").owner_role == "Lead"
    as_manager.post(f"/plan/{row.pk}/bulk", said | {"step": "make"})
    first, second = the("D1"), the("D2")
    assert (first.owner_role, first.owner_organisation, second.owner_role) == (
        "Programme lead",
        "RFF",
        "Programme lead",
    )
    assert (second.status, second.updates.get().evidence) == ("at_risk", WHY)
    assert second.rest["review_by"] == "2025-06-01"
    assert grid_of(plan_in_rows(row)).row("D2").marks == (False, False, True, False)
    assert Event.objects.filter(event="deliverable changed with others").count() == 2
    assert PlanVersion.objects.count() == 2


def test_of_many_all_are_changed_or_none(manager, row):
    Deliverable.objects.filter(code="D2").update(owner_role="")
    with pytest.raises(Refused, match="D2 has no role"):
        change_many(
            by=manager, plan=row, chosen=[the("D1"), the("D2")], bulk=Bulk(owner_organisation="RCF"), reason=WHY
        )
    assert the("D1").owner_organisation == "RFF"


def test_two_versions_stand_side_by_side(as_manager, row):
    posted(as_manager, f"/plan/items/deliverable/{the('D1').pk}", title="A better test", reason=WHY)
    shown = " ".join(as_manager.get(f"/plan/{row.pk}/versions?from=1&to=2").content.decode().split())
    assert "title: A test for all → A better test" in shown
    assert WHY in shown
    assert "Nothing differs" in as_manager.get(f"/plan/{row.pk}/versions?from=2&to=now").content.decode()
    assert as_manager.get(f"/plan/{row.pk}/versions?from=9").status_code == 404


def test_plans_are_changed_by_those_who_may_and_those_of_the_past_by_nobody(browser, alliance, manager, row):
    content = small()
    content["meta"] |= {"id": "next", "period": {"from": "2026/27", "to": "2027/28"}}
    member("board@example.org", alliance, BoardMember)
    sign_in(browser, "board@example.org")
    first = the("D1")
    address = f"/plan/items/deliverable/{first.pk}"
    assert [browser.get(one).status_code for one in (address, f"/plan/{row.pk}/edit", f"/plan/{row.pk}/bulk")] == [
        403
    ] * 3
    assert browser.get(f"/plan/{row.pk}/versions").status_code == 200
    load_plan(by=manager, read=ReadPlan(plan(content)))
    sign_in(browser, manager.person.email)
    assert browser.get(address).status_code == 403
    with pytest.raises(Refused, match="plan of the past"):
        withdraw_item(by=manager, kind=KINDS["deliverable"], row=first, reason=WHY)
    other = member("board2@example.org", alliance, BoardMember)
    with pytest.raises(PermissionDenied):
        withdraw_item(by=other, kind=KINDS["deliverable"], row=first, reason=WHY)


def test_a_code_follows_the_last_of_its_kind():
    assert next_code("WS5", {"WS6"}, "W") == "WS7"
    assert next_code("", (), "D1-A") == "D1-A1"
