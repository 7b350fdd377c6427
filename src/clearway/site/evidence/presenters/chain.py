"""The chain of a deliverable: what was seen, what is done about it, by whom, what should move, whether it did, and
what was published of it. Each link leads on, so that it can be followed both ways."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from clearway.planning.shipped import framework_of
from clearway.planning.structure import Deliverable as Promise
from clearway.planning.structure import Plan
from clearway.publications.tables import Column, Table
from clearway.site import words
from clearway.site.evaluation.of_plan import Hope, hopes_of
from clearway.site.evidence.models import Evidence
from clearway.site.evidence.seen import KINDS
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.measures import figures
from clearway.site.measures.permissions import sight_of
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Activity, Deliverable
from clearway.site.plan.permissions import can_edit
from clearway.site.plan.presenters.notes import notes
from clearway.site.plan.presenters.status import Tag, tag_of
from clearway.site.plan.reading import is_history
from clearway.site.plan.rows import plan_in_rows
from clearway.site.publishing.models import Release, ReleaseState
from clearway.site.publishing.permissions import can_read as can_read_publications

OF_WAITS_ALONE = ("public",)
MOST_RELEASES = 8


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """What was seen, as one membership may see it: `href` is empty where they are not told where it is."""

    words: str
    sentence: str
    href: str
    figures: tuple[tuple[str, str], ...]
    details: str


@dataclass(frozen=True, slots=True)
class ChainActivity:
    """An activity with what it was made from."""

    code: str
    text: str
    made_from: str
    evidence: tuple[ShownEvidence, ...]


@dataclass(frozen=True, slots=True)
class ChainPage:
    """The page. `measures` are ids, names and where “did it move?” is asked of those without a hope yet."""

    code: str
    title: str
    owner: str
    tag: Tag | None
    asked: tuple[tuple[str, str], ...]
    seen: tuple[ChainActivity, ...]
    others: int
    hopes: tuple[tuple[Hope, str], ...]
    measures: tuple[tuple[str, str, str], ...]
    releases: tuple[tuple[str, str, str], ...]
    table: FoldingTable


def chain_of(row: Deliverable, by: Membership) -> ChainPage:
    """The chain of a deliverable as a membership may see it."""
    plan = plan_in_rows(row.plan)
    one = next(each for each in plan.deliverables if each.id == row.code)
    activities = list(row.activities.filter(is_withdrawn=False))
    held = Evidence.objects.for_membership(by).filter(activity__in=activities)
    evidence: dict[int, list[Evidence]] = {}
    for each in held:
        evidence.setdefault(each.activity_id or 0, []).append(each)
    shown = [_activity(each, evidence.get(each.pk, ()), by) for each in activities]
    begun = tuple(each for each in shown if each.evidence or each.made_from.startswith("Made from "))
    may_take_back = can_edit(by) and not is_history(row.plan)
    hopes = hopes_of(plan, sight_of(by), only=row.code)
    hoped = {each.move.measure for each in hopes}
    return ChainPage(
        code=row.code,
        title=row.title,
        owner=", ".join(filter(None, (row.owner_role, row.owner_organisation))),
        tag=tag_of(row.status or None),
        asked=tuple(_asked(plan, one)),
        seen=begun,
        others=len(activities) - len(begun),
        hopes=tuple(
            (each, reverse("evaluation:unhope", args=[row.pk, place]) if may_take_back else "")
            for place, each in enumerate(hopes)
        ),
        measures=tuple(_measure(each) for each in one.measures if each not in hoped),
        releases=tuple(_releases(by)),
        table=_table(plan, row, begun, hopes),
    )


def _asked(plan: Plan, one: Promise) -> Iterator[tuple[str, str]]:
    """What asked for a deliverable: codes, and the words of the framework where it has them."""
    framework = framework_of(plan)
    told = framework.recommendations if framework else {}
    for number in one.recommendations:
        yield f"Recommendation {number}", "; ".join(each.text for each in told.get(number, ()))
    for code in (*one.ambitions, *one.achievements, *one.serves):
        item = framework.item(code) if framework else None
        yield code, item.text if item else ""


def _activity(row: Activity, held: Sequence[Evidence], by: Membership) -> ChainActivity:
    return ChainActivity(row.code, row.text, row.rest.get("reference", ""), tuple(shown(one, by) for one in held))


def shown(one: Evidence, by: Membership) -> ShownEvidence:
    """Evidence as a membership may see it: where a pathway is, is told to its own organisation alone."""
    is_theirs = not one.organisation_code or one.kind != "pathway" or one.organisation_code == by.organisation.code
    who = f"{one.by_name}, {one.by_role}, {words.day(timezone.localdate(one.at))}"
    if not is_theirs:
        return ShownEvidence(f"{KINDS[one.kind].capitalize()} of {one.organisation_code}", "", "", (), who)
    details = f"{who}; figures {one.snapshot}" if one.snapshot else who
    figures_shown = tuple((str(name), str(value)) for name, value in one.figures)
    return ShownEvidence(one.title, one.sentence, one.address, figures_shown, details)


def _measure(measure: str) -> tuple[str, str, str]:
    found = figures.measure_of(measure)
    href = reverse("evaluation:evaluation", args=[measure]) if found else ""
    return measure, found.name if found else measure, href


def _releases(by: Membership) -> list[tuple[str, str, str]]:
    """The publications that are out and tell of the plan: title, address, day."""
    if not can_read_publications(by):
        return []
    rows = Release.objects.for_membership(by).filter(state=ReleaseState.PUBLISHED).exclude(kind__in=OF_WAITS_ALONE)
    return [
        (
            one.title,
            reverse("publishing:release", args=[one.pk]),
            words.day(timezone.localdate(one.published_at)) if one.published_at else "",
        )
        for one in rows[:MOST_RELEASES]
    ]


def _table(plan: Plan, row: Deliverable, begun: Sequence[ChainActivity], hopes: Sequence[Hope]) -> FoldingTable:
    """The chain as rows, to be taken away."""
    columns = (
        *(Column("step", "Step"), Column("what", "What"), Column("details", "Details"), Column("place", "Where")),
    )
    rows = [
        *(("seen", each.words, each.sentence, each.href) for one in begun for each in one.evidence),
        *(("action", one.text, one.made_from, one.code) for one in begun),
        ("owner", row.owner_role, row.owner_organisation, ""),
        *(("measure", one.measure, f"hoped {one.move.hoped} from {one.move.since}", one.place) for one in hopes),
        *(("evaluation", one.heading, one.verdict or one.why_not, one.href) for one in hopes),
    ]
    told = notes(plan, "From what was seen to what moved.", timezone.localdate(), row.plan.version)
    table = Table(f"The chain of {row.code}", columns, tuple(rows), told)
    shown_rows = tuple((FoldingCell(str(one[0])), FoldingCell(str(one[1] or "–"), (str(one[2]),))) for one in rows)
    return FoldingTable("chain", table, ("Step", "What"), shown_rows, "Nothing yet.")
