"""The highlight report of this store: the plan in force for the quarter of a month, as it stands on a day."""

from datetime import date

from clearway.measures.months import first_day
from clearway.planning.reading import read_plan
from clearway.planning.spans import DAY, Quarter
from clearway.planning.structure import Plan
from clearway.publications.packs import Pack, state_named
from clearway.publications.packs.highlight import HighlightAsked, highlight_report
from clearway.records.findings import Refused
from clearway.site.demo_store import is_demo
from clearway.site.performance.places import alliance
from clearway.site.plan.models import MilestoneChange
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.reading import newest_first
from clearway.site.plan.rows import plan_in_rows
from clearway.site.publishing.gathering import meeting_ahead


def usual_quarter(today: date) -> Quarter:
    """The quarter a report is usually about: the last that is over, and never one after the years of the plan."""
    over, rows = Quarter.of(Quarter.of(today).first_day - DAY), newest_first()
    return min(over, Quarter.of(plan_in_rows(rows[0]).meta.period.last_day)) if rows else over


def highlight_now(month: str, today: date) -> Pack:
    """The report for the quarter that a month lies in. Refused where no plan is kept."""
    rows = newest_first()
    if not rows:
        raise Refused("This store has no plan.", "Load one: clearway plan import FILE --store DIR", code="PLAN-UNKNOWN")
    row, quarter = rows[0], Quarter.of(first_day(month))
    plan, meeting = plan_in_rows(row), meeting_ahead(today)
    reasons, before = _reasons(row), _before(row, quarter)
    return highlight_report(
        HighlightAsked(
            plan=plan,
            version=row.version,
            quarter=quarter,
            day=today,
            whose=alliance("", month).title,
            meeting=meeting,
            plan_state=state_named(plan, reasons, before, today),
            groups_state=state_named(meeting),
            reasons=reasons,
            before=before,
            is_demo=is_demo(),
        )
    )


def _reasons(row: PlanRow) -> dict[str, str]:
    """Why the date of each milestone changed last, where a reason was given."""
    rows = MilestoneChange.objects.filter(milestone__deliverable__plan=row).exclude(reason="")
    return {one.milestone.code: one.reason for one in rows.select_related("milestone").order_by("at", "pk")}


def _before(row: PlanRow, quarter: Quarter) -> Plan | None:
    """The plan as its last version before the quarter began; None where none of that time is kept."""
    kept = row.versions.filter(at__date__lt=quarter.first_day).order_by("-number").first()
    return read_plan(kept.content, f"version {kept.number} of {row.code}").plan if kept else None
