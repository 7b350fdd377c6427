"""How a plan says when, over which years, and where it was read: in words of its readers."""

from clearway.planning.shipped import plan_of_2017, plan_of_2025
from clearway.planning.structure import Deliverable, Plan
from clearway.site.plan.presenters.notes import when_words


def deliverable(plan: Plan, code: str) -> Deliverable:
    return next(one for one in plan.deliverables if one.id == code)


def test_a_deliverable_without_marks_is_due_when_its_milestones_were_promised() -> None:
    plan = plan_of_2025()
    assert when_words(deliverable(plan, "NCLP-5"), (), ()) == "milestones 30 June 2024 to 31 March 2025"
    assert when_words(deliverable(plan, "NCLP-6"), (), ()) == "milestone 31 March 2025"
    assert when_words(deliverable(plan, "NCLP-4"), (), ()) == ""


def test_a_plan_of_one_year_names_it_once() -> None:
    assert str(plan_of_2025().meta.period) == "2025/26"
    assert str(plan_of_2017().meta.period) == "2017/18 to 2020/21"


def test_a_source_is_named_by_its_title_and_pages() -> None:
    guide = "North Central London Cancer Commissioning Guide 2025-26"
    plan = plan_of_2025()
    assert deliverable(plan, "NCLP-5").source == f"{guide}, pages 10-11"
    assert deliverable(plan, "NCLP-1").source == f"{guide}, pages 18-19"
