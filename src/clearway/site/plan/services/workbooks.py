"""A plan out as a workbook that people fill in, and in again: read, shown what would change, then loaded whole."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core import signing

from clearway.planning.differences import Difference, differences
from clearway.planning.reading import ReadPlan, read_plan
from clearway.planning.spans import FinancialYear
from clearway.planning.structure import Plan
from clearway.planning.workbook.layout import empty, laid_out
from clearway.planning.workbook.opening import open_plan_workbook
from clearway.planning.workbook.reading import SentPlan, read_workbook
from clearway.planning.writing import plan_hash, plan_json
from clearway.publications.plan_workbook import plan_workbook
from clearway.publications.tables import Notes
from clearway.records.findings import Refused
from clearway.site.attachments import folder
from clearway.site.attachments.services import scan
from clearway.site.measures import figures
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.permissions import check_may_load
from clearway.site.plan.presenters.notes import notes
from clearway.site.plan.reading import newest_first
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.editing import LONGEST_REASON
from clearway.site.plan.services.loading import Loaded, load_plan
from clearway.site.sending.receiving import label_of
from clearway.store.folder import StoreFolder

MOST_BYTES = 2_400_000
SALT = "plan.workbook"
HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Preview:
    """What a workbook would change. `token` loads it; `is_stale` when the plan changed since the file was taken."""

    plan: Plan
    title: str
    differences: tuple[Difference, ...]
    is_new: bool
    is_stale: bool
    becomes_history: str
    token: str


def workbook_of(row: PlanRow, *, today: date) -> bytes:
    """A plan as it stands now, as a workbook. Raises Refused when a text of it is longer than a cell may be."""
    plan = plan_in_rows(row)
    told = notes(plan, "The whole plan, to be read, changed and sent back.", today, row.version)
    return plan_workbook(laid_out(plan), measures=_measures(), notes=told, mark=plan_hash(plan))


def template(*, today: date) -> bytes:
    """A workbook without a plan, for this financial year and the next."""
    told = Notes("A template of a plan, to be filled in.", "Clearway", f"As at {today.isoformat()}", "none", "None")
    return plan_workbook(empty(FinancialYear.of(today)), measures=_measures(), notes=told)


def read_sent(*, by: Membership, name: str, content: bytes, store: StoreFolder) -> SentPlan:
    """Read a workbook that somebody sent; nothing of it is kept. Raises PermissionDenied, or Refused with words."""
    check_may_load(by)
    if not content or len(content) > MOST_BYTES:
        raise not_taken(len(content))
    label = label_of(name)
    with folder.arriving(store, content) as path:
        scan(path, by=by, subject=("plan", label), sha256=hashlib.sha256(content).hexdigest())
        return read_workbook(open_plan_workbook(path, label, scratch=store.path), label)


def preview(*, by: Membership, sent: SentPlan) -> Preview:
    """What would change if a plan that was read were loaded. Nothing is changed."""
    check_may_load(by)
    if sent.plan is None:
        raise ValueError("A plan with something to mend is not previewed.")
    plan = sent.plan
    row = PlanRow.objects.filter(code=plan.meta.id).first()
    before = plan_in_rows(row) if row else None
    rows = newest_first()
    later = rows and row is None and plan.meta.period.first > rows[0].head["meta"]["period"]["from"]
    mark = plan_hash(before) if before else ""
    return Preview(
        plan=plan,
        title=plan.meta.title,
        differences=differences(before, plan) if before else (),
        is_new=before is None,
        is_stale=bool(before and sent.mark and sent.mark != mark),
        becomes_history=rows[0].title if later else "",
        token=signing.dumps({"plan": plan_json(plan), "before": mark, "by": by.pk}, salt=SALT, compress=True),
    )


def load_previewed(*, by: Membership, token: str, reason: str) -> Loaded:
    """Load what was previewed. Raises Refused when the plan changed since, or the preview is older than an hour."""
    check_may_load(by)
    try:
        held = signing.loads(token, salt=SALT, max_age=HOUR)
    except signing.BadSignature as wrong:
        words = "What was shown cannot be loaded: an hour has passed, or the page was altered."
        raise Refused(words, "Choose the file again.", code="PLAN-PREVIEW") from wrong
    if held["by"] != by.pk:
        raise Refused("Somebody else was shown this.", "Choose the file again.", code="PLAN-PREVIEW")
    if not reason.strip():
        raise Refused("Nobody says why the plan changes.", "Say who agreed it, or why.", code="PLAN-REASON")
    plan = read_plan(held["plan"], "the workbook").plan
    row = PlanRow.objects.filter(code=plan.meta.id).first()
    if (plan_hash(plan_in_rows(row)) if row else "") != held["before"]:
        words = "The plan changed since you were shown what the file would change."
        raise Refused(words, "Choose the file again, and look once more.", code="PLAN-STALE")
    return load_plan(by=by, read=ReadPlan(plan), reason=reason.strip()[:LONGEST_REASON], is_whole=True)


def not_taken(byte_count: int) -> Refused:
    """The refusal of a file that is empty or too large for a page."""
    most = f"{MOST_BYTES / 1_000_000:g} MB"
    words = "The file is empty." if not byte_count else f"The file is larger than {most}."
    return Refused(words, f"Choose a workbook of at most {most}. Nothing was changed.", code="FILE_SIZE")


def _measures() -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in figures.catalogue()]
