"""One deliverable: the promise, what it answers, who owes it, what should move, and what was changed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from clearway.planning.checks import Gap
from clearway.planning.framework import Framework
from clearway.planning.structure import Deliverable
from clearway.site import words
from clearway.site.folding import FoldingTable
from clearway.site.measures.presenters.fact import Fact
from clearway.site.plan.models import Deliverable as Row
from clearway.site.plan.models import MilestoneChange, PlanVersion, StatusUpdate
from clearway.site.plan.presenters.bids import appraisals_of
from clearway.site.plan.presenters.funding import placements_of, saving_table
from clearway.site.plan.presenters.gates import gate_table
from clearway.site.plan.presenters.listing import Seen, measures_of, owner_words, workstream_of
from clearway.site.plan.presenters.measures import MeasureNow, measures_now
from clearway.site.plan.presenters.notes import money_words, when_words
from clearway.site.plan.presenters.status import Tag, tag_of
from clearway.site.plan.presenters.tables import activity_table, concern_table, gap_table, milestone_table, money_table
from clearway.site.plan.services.gates import stands_of


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed: what, who did it, when, why, and the details."""

    what: str
    who: str
    at: datetime
    reason: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliverablePage:
    """The page of a deliverable."""

    code: str
    title: str
    workstream: str
    tag: Tag | None
    provisional: str
    facts: tuple[Fact, ...]
    answers: tuple[Fact, ...]
    measures: tuple[MeasureNow, ...]
    tables: tuple[FoldingTable, ...]
    gaps: FoldingTable
    changes: tuple[Change, ...]


def deliverable_page(
    seen: Seen,
    one: Deliverable,
    framework: Framework | None,
    gaps: Sequence[Gap],
    row: Row,
    *,
    may_update: bool,
) -> DeliverablePage:
    """The page of one deliverable of a plan."""
    workstream = workstream_of(seen.plan, one.id)
    now = measures_now(measures_of(one), seen.sight, seen.today)
    own = {one.id, *(each.id for each in one.activities), *(each.id for each in one.milestones)}
    links = _links(row) if may_update else {}
    return DeliverablePage(
        code=one.id,
        title=one.title,
        workstream=workstream.title,
        tag=tag_of(one.status),
        provisional="" if one.verified is not False else "Not verified: read nowhere, kept as a reminder to check.",
        facts=tuple(fact for fact in _facts(seen, one) if fact.words),
        answers=tuple(_answers(one, framework)),
        measures=tuple(now.values()),
        tables=(
            activity_table(seen, one),
            milestone_table(seen, one),
            money_table(seen, one, links),
            saving_table(seen, one, links),
            gate_table(seen, stands_of(row), one.id, may_update=may_update),
            concern_table(
                seen, [(one, each) for each in one.concerns], f"Risks, issues and assumptions of {one.id}", links
            ),
        ),
        gaps=gap_table(seen, [gap for gap in gaps if gap.subject in own], one.id),
        changes=history_of(row, own),
    )


def _links(row: Row) -> dict[str, str]:
    """Where a line of money is changed, and an open concern looked at again."""
    money = {one.code: reverse("plan:money", args=[one.pk]) for one in row.money.filter(is_withdrawn=False)}
    money |= {one.code: reverse("plan:saving", args=[one.pk]) for one in row.savings.filter(is_withdrawn=False)}
    concerns = row.concerns.filter(is_withdrawn=False, closed_on=None)
    return money | {one.code: reverse("plan:concern", args=[one.pk]) for one in concerns}


def _facts(seen: Seen, one: Deliverable) -> Iterator[Fact]:
    row = seen.grid.row(one.id)
    yield Fact("Owner", owner_words(one) or "Nobody is named yet.")
    yield Fact("When", when_words(one, seen.grid.columns, row.marks) or "Not said.", (row.basis,) if row.basis else ())
    yield Fact("Money", money_words(one) or "None is recorded, not even none.")
    for words_placed, href in placements_of(seen, one.id):
        yield Fact("Placed on it", words_placed, href=href)
    for title, chosen, href in appraisals_of(seen, one.id):
        yield Fact("Options weighed", title.split(": ", 1)[1], (chosen,), href=href)
    yield Fact("How it should work", one.mechanism or "")
    yield Fact("Contributors", "; ".join(one.contributors))
    yield Fact("Partners", "; ".join(one.partners))
    yield Fact("Depends on", "; ".join(one.depends_on))
    yield Fact("Part of", one.parent or "", href=seen.hrefs.get(one.parent or "", ""))
    yield Fact("Delivered in", one.delivered_in or "", href=seen.hrefs.get(one.delivered_in or "", ""))
    yield Fact("Shared with", one.shared_with or "")
    yield Fact("Pathways", "; ".join(one.pathways))
    yield Fact("Principles", "; ".join(one.principles))
    line = f"line {one.line} of the source" if one.line else ""
    yield Fact("Read in", one.source or line, tuple(filter(None, (f"basis: {one.basis}" if one.basis else "",))))
    yield Fact("Note", one.note or "")


def _answers(one: Deliverable, framework: Framework | None) -> Iterator[Fact]:
    told = framework.recommendations if framework else {}
    for number in one.recommendations:
        text = "; ".join(each.text for each in told.get(number, ())) or "not among those of the framework"
        basis = (one.recommendations_basis,) if one.recommendations_basis else ()
        yield Fact(f"Recommendation {number}", text, basis, tag="inferred" if basis else "")
    for wanted in (*one.ambitions, *one.achievements, *one.serves):
        item = framework.item(wanted) if framework else None
        details = tuple(filter(None, (item.note, f"source: {item.source}" if item.source else None))) if item else ()
        is_provisional = item is not None and not item.verified
        text = item.text if item else "not in the framework"
        yield Fact(wanted, text, details, tag="provisional" if is_provisional else "")


def history_of(row: Row, own: Collection[str]) -> tuple[Change, ...]:
    """Versions of the plan that changed it, what was said of it each month, and dates that moved; the newest first."""
    found = [*_versions(row, own), *_updates(row), *_moved(row)]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _versions(row: Row, own: Collection[str]) -> Iterator[Change]:
    for one in row.plan.versions.all():
        lines = tuple(line for line in one.changed if line.split(" ")[0] in own)
        if lines:
            yield Change(f"Version {one.number} of the plan", _who(one), one.at, one.reason, lines)


def _updates(row: Row) -> Iterator[Change]:
    for one in row.updates.all():
        yield Change(f"{words.month(one.month)}: {one.get_status_display().lower()}", _who(one), one.at, one.evidence)


def _moved(row: Row) -> Iterator[Change]:
    for one in MilestoneChange.objects.filter(milestone__deliverable=row).select_related("milestone"):
        days = f"from {words.day(one.before)} to" if one.before else "set to"
        line = f"{one.get_which_display()}: {days} {words.day(one.after) or 'no date'}"
        yield Change(f"Milestone “{one.milestone.text}”", _who(one), one.at, one.reason, (line,))


def _who(one: PlanVersion | StatusUpdate | MilestoneChange) -> str:
    return f"{one.by_name}, {one.by_role}"
