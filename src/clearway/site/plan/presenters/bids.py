"""Bids of a plan side by side, one bid, and an appraisal of options: money asked and awarded, value and order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from clearway.planning.bids.bid import DECISIONS, Appraisal, Bid
from clearway.planning.bids.framework import ScoringFramework
from clearway.planning.bids.scoring import Result, scored
from clearway.publications.tables import Cell
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.measures.presenters.fact import Fact
from clearway.site.plan.models import Appraisal as AppraisalRow
from clearway.site.plan.models import Bid as BidRow
from clearway.site.plan.models import ScoringFramework as FrameworkRow
from clearway.site.plan.presenters.funding import money_table
from clearway.site.plan.presenters.listing import Seen
from clearway.site.plan.presenters.notes import pounds
from clearway.site.plan.presenters.scored import framework_table, framework_words, score_table, standing, value_words

NOT_SCORED = "no framework is named"


@dataclass(frozen=True, slots=True)
class Round:
    """The bids of one fund and round that are held against one framework."""

    table: FoldingTable
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameworkShown:
    """A framework on the page: its criteria, how far to trust it, what it was before, where it is changed."""

    table: FoldingTable
    words: str
    is_provisional: bool
    href: str
    earlier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoredPage:
    """A bid or an appraisal on a page of its own."""

    code: str
    title: str
    facts: tuple[Fact, ...]
    sentences: tuple[str, ...]
    tables: tuple[FoldingTable, ...]


def rounds_of(seen: Seen) -> tuple[Round, ...]:
    """Bids by fund, round and framework, each with their order where they are scored."""
    gathered: dict[tuple[str, str, str], list[Bid]] = {}
    for one in seen.plan.bids:
        gathered.setdefault((one.fund, one.round or "", one.framework or ""), []).append(one)
    links = {
        one.code: reverse("plan:bid", args=[one.pk])
        for one in BidRow.objects.filter(plan_id=seen.number, is_withdrawn=False)
    }
    return tuple(
        _round(seen, f"bids-{place}", ", ".join(filter(None, key[:2])), bids, links)
        for place, (key, bids) in enumerate(gathered.items(), start=1)
    )


def _round(seen: Seen, key: str, caption: str, bids: Sequence[Bid], links: Mapping[str, str]) -> Round:
    framework = framework_of(seen, bids[0].framework)
    places: Mapping[str, str] = {}
    sentences: tuple[str, ...] = ()
    if framework:
        held = standing(framework, [_result(framework, one) for one in bids], {one.id: one.title for one in bids})
        places, sentences = held.places, held.sentences if len(bids) > 1 else ()
    titles = {one.id: one.title for one in seen.plan.deliverables}
    shown = [
        (
            FoldingCell(
                one.title, tuple(f"for {code} {titles[code]}" for code in one.deliverables), links.get(one.id, "")
            ),
            *(FoldingCell(pounds(amount) or "–", is_short=True) for amount in (one.asked, one.awarded, one.spent)),
            FoldingCell(places.get(one.id, NOT_SCORED)),
            FoldingCell(DECISIONS[one.decision], (words.day(one.decided_on) or "", one.conditions or "")),
        )
        for one in bids
    ]
    told: list[tuple[Cell, ...]] = [
        (
            one.id,
            one.title,
            one.asked,
            one.awarded,
            one.spent,
            places.get(one.id),
            DECISIONS[one.decision],
            one.conditions,
        )
        for one in bids
    ]
    headings = ("Bid", "Asked", "Awarded", "Spent of it", "Value", "What became of it")
    columns = ("Id", "Bid", "Asked", "Awarded", "Spent", "Value", "Decision", "Conditions")
    note = "Bids with what they ask and what became of them. Value: the weighted mean of scores, out of 100."
    return Round(money_table(seen, key, caption, headings, shown, told, note, "No bid yet.", columns), sentences)


def framework_of(seen: Seen, code: str | None) -> ScoringFramework | None:
    """The framework of an id."""
    return next((one for one in seen.plan.scoring_frameworks if one.id == code), None)


def _result(framework: ScoringFramework, bid: Bid) -> Result:
    return scored(framework, bid.id, bid.scores)


def frameworks_shown(seen: Seen) -> tuple[FrameworkShown, ...]:
    """Every framework of the plan with its earlier versions."""
    rows = {
        one.code: one
        for one in FrameworkRow.objects.filter(plan_id=seen.number, is_withdrawn=False).prefetch_related("versions")
    }
    return tuple(
        FrameworkShown(
            framework_table(seen, one, f"framework-{place}"),
            framework_words(one),
            one.is_provisional,
            reverse("plan:framework", args=[rows[one.id].pk]) if seen.may_edit else "",
            tuple(_earlier(rows[one.id])),
        )
        for place, one in enumerate(seen.plan.scoring_frameworks, start=1)
    )


def _earlier(row: FrameworkRow) -> Iterator[str]:
    for one in row.versions.all():
        held = ", ".join(f"{each['title']} {each['weight']}" for each in one.criteria)
        yield f"Version {one.number} ({held}) changed by {one.by_name}, {words.day(one.at.date())}: {one.reason}"


def appraisals_of(seen: Seen, deliverable: str = "") -> Iterator[tuple[str, str, str]]:
    """Appraisals of the plan or of one deliverable: title, what was chosen, where they lead."""
    links = {
        one.code: reverse("plan:appraisal", args=[one.pk])
        for one in AppraisalRow.objects.filter(plan_id=seen.number, is_withdrawn=False)
    }
    for one in seen.plan.appraisals:
        if deliverable in ("", one.deliverable):
            chosen = next((each.title for each in one.options if each.id == one.chosen), "")
            said = f"chosen: {chosen}" if chosen else f"{len(one.options)} options, none chosen yet"
            yield f"{one.deliverable}: {one.title}", said, links[one.id]


def bid_page(seen: Seen, one: Bid, links: Mapping[str, str]) -> ScoredPage:
    """A bid with its sums and scores."""
    framework = framework_of(seen, one.framework)
    result = _result(framework, one) if framework else None
    tables = [_sum_table(seen, one, links)]
    if framework and result:
        tables.append(score_table(seen, framework, result, f"Scores under {framework.title}"))
    return ScoredPage(one.id, one.title, tuple(_bid_facts(seen, one, framework, result)), (), tuple(tables))


def _bid_facts(seen: Seen, one: Bid, framework: ScoringFramework | None, result: Result | None) -> Iterator[Fact]:
    yield Fact("Fund", ", ".join(filter(None, (one.fund, one.round))))
    for code in one.deliverables:
        title = next(each.title for each in seen.plan.deliverables if each.id == code)
        yield Fact("Serves", f"{code} {title}", href=seen.hrefs[code])
    yield Fact("Asked", pounds(one.asked) or "nothing yet")
    decided = f", {words.day(one.decided_on)}" if one.decided_on else ""
    yield Fact("What became of it", f"{DECISIONS[one.decision]}{decided}")
    if one.awarded is not None:
        left = one.awarded - (one.spent or Decimal())
        yield Fact("Awarded", f"{pounds(one.awarded)}, of which {pounds(left)} is not yet spent")
    yield Fact("Conditions", one.conditions or "none told")
    if framework and result:
        is_provisional = framework.is_provisional
        yield Fact("Value", value_words(result), tag="provisional weights" if is_provisional else "")
    if one.note:
        yield Fact("Note", one.note)


def _sum_table(seen: Seen, one: Bid, links: Mapping[str, str]) -> FoldingTable:
    shown = [
        (
            FoldingCell(each.quarter, (each.stream,), links.get(each.id, "")),
            *(FoldingCell(pounds(amount) or "–", is_short=True) for amount in (each.asked, each.awarded, each.spent)),
        )
        for each in one.sums
    ]
    told: list[tuple[Cell, ...]] = [
        (each.quarter, each.stream, each.asked, each.awarded, each.spent) for each in one.sums
    ]
    headings = ("Quarter", "Asked", "Awarded", "Spent of it")
    columns = ("Quarter", "Stream", *headings[1:])
    note = "What the bid asks for in each quarter, what was awarded, and what was spent of that."
    caption = f"Money of {one.id} by quarter"
    return money_table(seen, "sums", caption, headings, shown, told, note, "It asks for no money yet.", columns)


def appraisal_page(seen: Seen, one: Appraisal) -> ScoredPage:
    """An appraisal with its options side by side, and the scores of each."""
    framework = framework_of(seen, one.framework)
    title = next(each.title for each in seen.plan.deliverables if each.id == one.deliverable)
    facts = [Fact("For", f"{one.deliverable} {title}", href=seen.hrefs[one.deliverable])]
    if one.chosen:
        chosen = next(each.title for each in one.options if each.id == one.chosen)
        facts.append(Fact("Chosen", chosen, (one.reason or "",)))
    results = [scored(framework, each.id, each.scores) for each in one.options] if framework else []
    sentences: tuple[str, ...] = ()
    places: Mapping[str, str] = {}
    if framework and results:
        held = standing(framework, results, {each.id: each.title for each in one.options})
        places, sentences = held.places, held.sentences
    shown = [
        (
            FoldingCell(each.title, (each.note or "",), tag="chosen" if each.id == one.chosen else ""),
            FoldingCell(pounds(each.cost) or "not told", is_short=True),
            FoldingCell(places.get(each.id, NOT_SCORED)),
        )
        for each in one.options
    ]
    told: list[tuple[Cell, ...]] = [
        (each.id, each.title, each.cost, places.get(each.id), "yes" if each.id == one.chosen else None)
        for each in one.options
    ]
    note = "Options with what they cost over the years of the plan and their weighted score, out of 100."
    headings, columns = ("Option", "Cost", "Value"), ("Id", "Option", "Cost", "Value", "Chosen")
    tables = [money_table(seen, "options", "Options", headings, shown, told, note, "No option yet.", columns)]
    for place, (each, result) in enumerate(zip(one.options, results, strict=False), start=1):
        if framework and each.scores:
            tables.append(score_table(seen, framework, result, f"Scores of “{each.title}”", f"scores-{place}"))
    return ScoredPage(one.id, one.title, tuple(facts), sentences, tuple(tables))
