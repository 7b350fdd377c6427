"""Risks are raised, looked at again and closed; money is exact, and each change of it is on the trail."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.conftest import member, sign_in
from tests.site.plan.conftest import deliverable

from clearway.planning.reading import ReadPlan
from clearway.planning.writing import plan_json
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.organisations.roles import CancerManager
from clearway.site.plan.demo import demo_plan
from clearway.site.plan.models import Concern, MoneyLine
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.concerns import COLUMNS, Said, close_concern, look_again, raise_concern
from clearway.site.plan.services.loading import load_plan
from clearway.site.plan.services.money import SUMS, Sum, add_line, change_line
from clearway.site.plan.services.seen import mark_of

RISK = Said("risk", "Nobody applies for the post", 4, 3, "Ask the other trusts", "Programme lead", date(2026, 1, 31))


@pytest.fixture
def lead(barnsley, of_2025):
    """A cancer manager of the trust that answers for NCLP-2."""
    row = deliverable("NCLP-2")
    row.owner_organisation = "RFF"
    row.save()
    return member("lead@example.org", barnsley, CancerManager)


def line_of(code: str) -> MoneyLine:
    return MoneyLine.objects.get(deliverable__code=code)


def page(browser, address: str) -> str:
    return " ".join(browser.get(address).content.decode().split())


def test_a_risk_is_raised_by_who_answers_for_the_deliverable(lead):
    made = raise_concern(by=lead, deliverable=deliverable("NCLP-2"), said=RISK)
    assert made.code == "NCLP-2-R3"
    assert Event.objects.get(event="risk raised").after["likelihood"] == 4
    with pytest.raises(PermissionDenied):
        raise_concern(by=lead, deliverable=deliverable("NCLP-1"), said=RISK)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said("worry", "x"), "what this is"),
        (Said("issue", " "), "what could happen"),
        (Said("risk", "x", 4), "likelihood and an impact"),
        (Said("risk", "x", 6, 1), "not from 1 to 5"),
    ],
)
def test_a_concern_that_says_too_little_is_refused(said, words, manager, of_2025):
    with pytest.raises(Refused, match=words):
        raise_concern(by=manager, deliverable=deliverable("NCLP-2"), said=said)


def test_looking_again_keeps_what_was_said_on_the_trail_and_closing_needs_a_reason(manager, of_2025):
    row = Concern.objects.get(code="NCLP-2-R1")
    seen = mark_of(row, COLUMNS)
    look_again(by=manager, concern=row, said=RISK, seen=seen)
    event = Event.objects.get(event="risk looked at again")
    assert (event.before["likelihood"], event.after["likelihood"]) == (3, 4)
    with pytest.raises(Refused, match="since you opened it"):
        look_again(by=manager, concern=row, said=RISK, seen=seen)
    with pytest.raises(Refused, match="without a reason"):
        close_concern(by=manager, concern=row, because=" ")
    assert close_concern(by=manager, concern=row, because="Posts are filled").closed_because == "Posts are filled"
    with pytest.raises(Refused, match="was closed"):
        close_concern(by=manager, concern=row, because="again")


def test_money_is_kept_to_the_penny_and_its_change_is_on_the_trail(lead):
    line = line_of("NCLP-2")
    said = Sum(line.planned, Decimal("64000.10"), Decimal("31000.05"))
    change_line(by=lead, line=line, said=said, seen=mark_of(line, SUMS))
    assert line_of("NCLP-2").actual == Decimal("31000.05")
    event = Event.objects.get(event="money changed")
    assert (event.before["actual"], event.after["actual"]) == ("31000.00", "31000.05")


def test_what_was_planned_is_changed_by_a_programme_manager_with_a_reason(lead, manager):
    line = line_of("NCLP-2")
    more = Sum(Decimal(90_000))
    with pytest.raises(PermissionDenied):
        change_line(by=lead, line=line, said=more, seen=mark_of(line, SUMS), reason="more posts")
    with pytest.raises(Refused, match="nobody says why"):
        change_line(by=manager, line=line, said=more, seen=mark_of(line, SUMS))
    change_line(by=manager, line=line, said=more, seen=mark_of(line, SUMS), reason="more posts")
    assert Event.objects.get(event="money changed").reason == "more posts"


def test_two_people_on_one_line_do_not_overwrite_each_other(manager, of_2025):
    line = line_of("NCLP-2")
    seen = mark_of(line, SUMS)
    change_line(by=manager, line=line, said=Sum(line.planned, actual=Decimal(1)), seen=seen)
    with pytest.raises(Refused, match="since you opened it"):
        change_line(by=manager, line=line, said=Sum(line.planned, actual=Decimal(2)), seen=seen)


def test_money_for_a_quarter_is_planned_once(manager, lead):
    row = deliverable("NCLP-9")
    add_line(by=manager, deliverable=row, stream="capital", quarter="2025/26 Q3", said=Sum(Decimal("10.50")))
    for quarter, words in (("2025/26 Q3", "already"), ("2025", "not a quarter")):
        with pytest.raises(Refused, match=words):
            add_line(by=manager, deliverable=row, stream="capital", quarter=quarter, said=Sum(Decimal(1)))
    with pytest.raises(Refused, match="pounds and pence"):
        add_line(by=manager, deliverable=row, stream="capital", quarter="2025/26 Q4", said=Sum(Decimal("0.001")))
    with pytest.raises(PermissionDenied):
        add_line(by=lead, deliverable=row, stream="revenue", quarter="2025/26 Q3", said=Sum(Decimal(1)))


def test_risks_and_money_go_out_with_the_plan_and_an_old_file_does_not_wipe_them(manager, of_2025):
    raise_concern(by=manager, deliverable=deliverable("NCLP-11"), said=RISK)
    told = plan_json(plan_in_rows(of_2025))
    assert "Nobody applies for the post" in told
    changed = demo_plan()
    assert not load_plan(by=manager, read=ReadPlan(changed)).is_new
    assert "Nobody applies for the post" in plan_json(plan_in_rows(of_2025))


def test_the_pages_show_one_budget_and_open_risks_by_their_score(as_manager, of_2025):
    money = page(as_manager, f"/plan/{of_2025.pk}?view=money")
    assert "it comes to the same, to the penny" in money
    assert "£1,299,000" in money
    risks = page(as_manager, f"/plan/{of_2025.pk}?view=risks")
    assert "4 × 3 = 12" in risks
    address = f"/plan/{of_2025.pk}?view=money&table=budget-quarters&format=csv"
    sheet = as_manager.get(address).content.decode("utf-8-sig")
    assert sheet.startswith("quarter,planned,expected,expected_over_plan,spent,")
    assert '"2025/26 Q1, revenue",437000,437000,0,424650.5' in sheet


def test_spend_is_recorded_on_a_page_and_a_risk_raised_and_closed(as_manager, of_2025):
    line, row = line_of("NCLP-2"), deliverable("NCLP-2")
    typed = {"planned": "80000", "forecast": "64000", "actual": "32000.75", "reason": "", "seen": mark_of(line, SUMS)}
    done = as_manager.post(f"/plan/money/{line.pk}", typed, follow=True).content.decode()
    assert "£32,000.75" in done
    assert as_manager.post(f"/plan/money/{line.pk}", typed).status_code == 422
    raised = {"kind": "risk", "text": "Nobody applies", "likelihood": "2", "impact": "5"}
    done = as_manager.post(f"/plan/deliverables/{row.pk}/concerns/add", raised, follow=True).content.decode()
    assert "2 × 5 = 10" in done
    concern = Concern.objects.get(text="Nobody applies")
    opened = page(as_manager, f"/plan/concerns/{concern.pk}")
    assert mark_of(concern, COLUMNS) in opened
    done = as_manager.post(f"/plan/concerns/{concern.pk}/close", {"because": "Filled"}, follow=True)
    assert "is closed" in done.content.decode()
    planned = {"stream": "capital", "quarter": "2025/26 Q4", "planned": "12.50"}
    assert "£12.50" in as_manager.post(f"/plan/deliverables/{row.pk}/money/add", planned, follow=True).content.decode()


def test_who_only_reads_gets_no_forms(browser, barnsley, of_2025):
    sign_in(browser, member("reader@example.org", barnsley, CancerManager).person.email)
    row, line = deliverable("NCLP-2"), line_of("NCLP-2")
    for address in (f"/plan/deliverables/{row.pk}/concerns/add", f"/plan/deliverables/{row.pk}/money/add"):
        assert browser.get(address).status_code == 403
    assert browser.get(f"/plan/money/{line.pk}").status_code == 403
    assert browser.get("/plan/concerns/1").status_code in (403, 404)
    assert f"/plan/money/{line.pk}" not in page(browser, f"/plan/deliverables/{row.pk}")
