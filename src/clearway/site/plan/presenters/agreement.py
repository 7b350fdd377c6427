"""The sign-off sheet: who must agree the plan, what each said, decisions about it, and who answers to whom."""

from dataclasses import dataclass

from django.urls import reverse

from clearway.planning.agreement import SigningBody, Stand, is_agreed
from clearway.publications.tables import Cell
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.groups.models import Decision, Group
from clearway.site.plan.models import Answer, PlanDecision
from clearway.site.plan.models import SigningBody as BodyRow
from clearway.site.plan.presenters.funding import money_table
from clearway.site.plan.presenters.listing import Seen, owner_words

UNASKED = "No body is named yet: nobody can agree the plan on this sheet."


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet as a whole: a sentence, the bodies, the decisions, and the chain from owner to body."""

    sentence: str
    bodies: FoldingTable
    decisions: FoldingTable
    chain: tuple[tuple[str, str], ...]


def sheet_of(seen: Seen) -> Sheet:
    """The sign-off sheet of a plan as it stands."""
    rows = {one.code: one for one in BodyRow.objects.filter(plan_id=seen.number, is_withdrawn=False)}
    latest: dict[int, Answer] = {}
    for one in Answer.objects.filter(body__in=rows.values()).order_by("pk"):
        latest[one.body_id] = one
    stands = [_stand(one, latest.get(rows[one.id].pk), seen.version) for one in seen.plan.signing_bodies]
    answers = [latest.get(rows[one.body.id].pk) for one in stands]
    return Sheet(_sentence(stands), _bodies(seen, stands, answers, rows), _decisions(seen), tuple(_chain(seen)))


def _stand(body: SigningBody, answer: Answer | None, version: int) -> Stand:
    return Stand(body, answer.answer if answer else None, answer.version if answer else None, version)


def _sentence(stands: list[Stand]) -> str:
    asked = [one for one in stands if one.body.must_agree]
    if not asked:
        return UNASKED
    agreed = sum(one.has_agreed for one in asked)
    version = asked[0].version
    if is_agreed(stands):
        return f"Every body that must agree has agreed version {version}."
    return f"{agreed} of the {len(asked)} bodies that must agree have agreed version {version}."


def _bodies(seen: Seen, stands: list[Stand], answers: list[Answer | None], rows: dict[str, BodyRow]) -> FoldingTable:
    shown, told = [], []
    for one, answer in zip(stands, answers, strict=True):
        asked = "must agree" if one.body.must_agree else "is told, need not agree"
        again = "asked again for each new version" if one.body.agrees_again else "agrees once"
        who = (answer.by_whom, words.day(answer.on), answer.paper) if answer else ()
        shown.append(
            (
                FoldingCell(one.body.name, (one.body.part or "", one.body.basis or ""), _answer(rows, one.body.id)),
                FoldingCell(asked, (again,) if one.body.must_agree else ()),
                FoldingCell(
                    one.words,
                    (answer.words,) if answer else (),
                    tag="" if one.has_agreed or not one.body.must_agree else "open",
                ),
                FoldingCell(who[0] if who else "–", tuple(who[1:])),
            )
        )
        told.append(
            (
                one.body.name,
                one.body.part,
                asked,
                one.answered,
                one.words,
                answer.words if answer else None,
                *(who or (None, None, None)),
            )
        )
    headings = ("Body", "What is asked", "How it stands", "Said by")
    columns = (
        "Body",
        "Part",
        "Asked",
        "Version answered",
        "How it stands",
        "Words",
        "By whom",
        "On",
        "Paper or minute",
    )
    note = f"Who agreed which version of the plan; it is at version {seen.version}."
    return money_table(seen, "bodies", "Sign-off by organisation", headings, shown, told, note, UNASKED, columns)


def _answer(rows: dict[str, BodyRow], code: str) -> str:
    return reverse("plan:body", args=[rows[code].pk])


def answers_table(seen: Seen, row: BodyRow) -> FoldingTable:
    """Everything that a body ever answered, the newest first."""
    answers = row.answers.order_by("-pk")
    shown = [
        (
            FoldingCell(f"Version {one.version}: {one.get_answer_display().lower()}", (one.words,)),
            FoldingCell(one.by_whom, (words.day(one.on), one.paper)),
            FoldingCell(words.day(one.at.date()), (f"{one.by_name}, {one.by_role}",)),
        )
        for one in answers
    ]
    told: list[tuple[Cell, ...]] = [
        (one.version, one.get_answer_display(), one.words, one.by_whom, one.on, one.paper, one.at.date(), one.by_name)
        for one in answers
    ]
    headings = ("Answer", "Said by", "Recorded")
    columns = ("Version", "Answer", "Words", "By whom", "On", "Paper or minute", "Recorded on", "Recorded by")
    note = "Every answer of this body, in the order in which they were recorded."
    return money_table(seen, "answers", "Answers", headings, shown, told, note, "It has not answered yet.", columns)


def _decisions(seen: Seen) -> FoldingTable:
    held = PlanDecision.objects.filter(plan_id=seen.number).select_related(
        "deliverable", "decision__item__meeting__group", "decision__delegation"
    )
    shown, told = [], []
    for one in held:
        decision = one.decision
        about = one.deliverable.code if one.deliverable else "the whole plan"
        group = decision.item.meeting.group.name
        ratified = _ratified(decision)
        shown.append(
            (
                FoldingCell(
                    decision.words,
                    (f"about {about}", f"{decision.get_kind_display()}, {words.day(decision.decided_on)}"),
                    reverse("groups:item", args=[decision.item_id]),
                ),
                FoldingCell(decision.authority, (f"taken by {group}",)),
                FoldingCell(ratified, tag="to be ratified" if decision.awaits_ratification else ""),
            )
        )
        told.append((decision.words, about, group, decision.decided_on, decision.authority, ratified))
    headings = ("Decision", "Whose decision it is", "Who must ratify it")
    columns = ("Decision", "About", "Taken by", "On", "Authority", "Ratification")
    note = "Decisions of groups about this plan, each with its authority in the scheme of delegation."
    empty = "No decision of a group stands beside this plan yet."
    return money_table(seen, "decisions", "Decisions about the plan", headings, shown, told, note, empty, columns)


def _ratified(decision: Decision) -> str:
    if decision.ratified_on:
        return f"ratified by {decision.ratified_by}, {words.day(decision.ratified_on)}"
    return decision.must_ratify or "nobody"


def _chain(seen: Seen) -> list[tuple[str, str]]:
    """From who owns deliverables to the bodies outside: each link with where it is told."""
    owners = sorted({owner_words(one) for one in seen.plan.deliverables} - {""})
    nobody = sum(not owner_words(one) for one in seen.plan.deliverables)
    unowned = f"; {nobody} deliverables have no owner yet" if nobody else ""
    first = f"Owners of deliverables: {len(owners)} roles{unowned}"
    steps = [(first, "")]
    live = list(Group.objects.filter(ended_on=None, history="").select_related("parent"))
    roots = [one for one in live if one.parent_id is None]
    for root in roots:
        below = sorted(one.name for one in live if one.parent_id == root.pk)
        if below:
            steps.append((f"{', '.join(below)}: answer to {root.name}", reverse("groups:structure")))
        if root.accountable_to:
            told = f"{root.name}: answers to {', '.join(root.accountable_to)}"
            steps.append((told, reverse("groups:group", args=[root.pk])))
    return steps
