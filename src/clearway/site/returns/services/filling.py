"""Filling a return of a quarter: begun with the last answers carried forward, answered, submitted, corrected."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from clearway.planning.spans import NotASpan, Quarter
from clearway.publications.returns.filling import Answer, Facts, Filling, carried_forward, filling_of
from clearway.publications.returns.form import Misfit, not_allowed
from clearway.publications.returns.opening import fill_form
from clearway.publications.returns.plain_form import as_plain, from_plain
from clearway.publications.tables import Cell
from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.attachments import folder
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.returns import answers as answering
from clearway.site.returns.facts import facts_for, last_month
from clearway.site.returns.models import MarkingVersion, ReturnDraft, ReturnTemplate, SubmittedReturn
from clearway.site.returns.permissions import check_may_keep, check_may_submit
from clearway.store.folder import StoreFolder


@dataclass(frozen=True, slots=True)
class Filled:
    """A return as it would be filled now: from what, into which cells, and what the form does not allow."""

    marking: MarkingVersion
    facts: Facts
    filling: Filling
    refused: tuple[Misfit, ...]


def begin(*, by: Membership, template: ReturnTemplate, quarter: str, reason: str = "") -> ReturnDraft:
    """Begin to fill the return of a quarter, with what was typed last time carried forward.

    One that is being filled is given back. A quarter that was submitted before needs the reason of its correction.
    Raises PermissionDenied, or Refused with words.
    """
    check_may_keep(by)
    of = _quarter(quarter)
    with transaction.atomic():
        locked(ReturnTemplate.objects.filter(pk=template.pk)).get()
        held = template.drafts.filter(quarter=str(of)).first()
        if held is not None:
            return held
        is_correction = template.submitted.filter(quarter=str(of)).exists()
        words = checked_words(reason, what="The reason of the correction", longest=300) if is_correction else ""
        made = ReturnDraft.objects.create(
            template=template,
            quarter=str(of),
            answers=answering.kept(first_answers(template, of, is_correction=is_correction)),
            reason=words,
            begun_at=timezone.now(),
            begun_by=by.person.name,
            changed_at=timezone.now(),
        )
        audit.record(event="return begun", by=by, subject=made, reason=words, after={"quarter": made.quarter})
    return made


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.read(text)
    except NotASpan as wrong:
        raise Refused(f"{wrong}.", "Choose a quarter such as 2025/26 Q2.", code="RETURN-QUARTER") from wrong


def first_answers(template: ReturnTemplate, of: Quarter, *, is_correction: bool = False) -> Mapping[str, Answer]:
    """What was typed in the last submitted return: of this quarter for a correction, of an earlier one otherwise."""
    rows = template.submitted.filter(quarter__lte=str(of)) if is_correction else template.submitted.filter(
        quarter__lt=str(of)
    )  # fmt: skip
    last = rows.order_by("-quarter", "-number").defer("content").first()
    if last is None:
        return {}
    told = {question: one.value for question, one in answering.read(last.answers).items()}
    carried = carried_forward(template.newest.marking.questions, told, last.quarter)
    return {question: Answer(one.value) for question, one in carried.items()} if is_correction else carried


def answer(*, by: Membership, draft: ReturnDraft, answers: Mapping[str, Answer], seen: datetime) -> ReturnDraft:
    """Keep what was typed. Raises PermissionDenied, or Refused when somebody else changed it meanwhile."""
    check_may_keep(by)
    with transaction.atomic():
        held = _as_seen(draft, seen)
        held.answers, held.changed_at = answering.kept(answers), timezone.now()
        held.save(update_fields=["answers", "changed_at"])
        audit.record(event="return answered", by=by, subject=held, after={"answers": len(held.answers)})
    return held


def _as_seen(draft: ReturnDraft, seen: datetime) -> ReturnDraft:
    held = locked(ReturnDraft.objects.filter(pk=draft.pk)).select_related("template").first()
    if held is None:
        raise Refused("This return was submitted meanwhile.", "Look at it in the list.", code="RETURN-SUBMITTED")
    _check_seen(held, seen)
    return held


def _check_seen(held: ReturnDraft, seen: datetime) -> None:
    if held.changed_at != seen:
        raise Refused(
            "Somebody else changed this return since you opened the page.",
            "Open it again: what they typed stands there. Nothing was overwritten.",
            code="RETURN-CHANGED",
        )


def filled(draft: ReturnDraft, *, month: date | None = None) -> Filled:
    """The return as it would be filled now."""
    marking = draft.template.newest
    return filled_of(marking, month or last_month(draft.of), answering.read(draft.answers))


def filled_of(marking: MarkingVersion, month: date, answers: Mapping[str, Answer]) -> Filled:
    """What a form's marks take from this store for a month."""
    held = marking.marking
    facts = facts_for(held, month, answers)
    filling = filling_of(held, facts)
    return Filled(marking, facts, filling, tuple(not_allowed(marking.file.form, filling.cells)))


def file_of(held: Filled, store: StoreFolder) -> bytes:
    """The filled form, verified by reading it back. Raises Refused."""
    with folder.arriving(store, bytes(held.marking.file.content)) as path:
        return fill_form(path, held.marking.file.name, held.filling.written, scratch=store.path)


def submit(
    *, by: Membership, draft: ReturnDraft, store: StoreFolder, seen: datetime, empty_because: str = ""
) -> SubmittedReturn:
    """Submit a return: its bytes are kept as they are, for ever, with who, when and from which snapshot.

    Raises PermissionDenied, or Refused: an answer that waits to be confirmed, a value that the form does not allow,
    cells that stay empty or rows left out without a reason.
    """
    check_may_submit(by)
    _check_seen(draft, seen)
    held = filled(draft)
    _check_whole(held)
    is_lacking = bool(held.filling.unfilled or held.filling.too_many)
    because = checked_words(empty_because, what="Why cells stay empty", longest=500) if is_lacking else ""
    content = file_of(held, store)
    with transaction.atomic():
        locked(ReturnTemplate.objects.filter(pk=draft.template_id)).get()
        row = _as_seen(draft, seen)
        last = SubmittedReturn.objects.filter(template=row.template, quarter=row.quarter).order_by("-number").first()
        plan = held.facts.plan
        made = SubmittedReturn.objects.create(
            template=row.template,
            quarter=row.quarter,
            number=last.number + 1 if last else 1,
            marking=held.marking,
            file_name=held.marking.file.name,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            cells=_kept_cells(held.filling),
            answers=row.answers,
            snapshot=held.facts.snapshot,
            plan=f"{plan.meta.id}, version {held.facts.plan_version}" if plan else "",
            month=held.facts.month,
            at=timezone.now(),
            by_name=by.person.name,
            by_role=by.role_class.display_name,
            reason=row.reason,
            empty_because=because,
        )
        row.delete()
        audit.record(
            event="return submitted",
            by=by,
            subject=made,
            reason=row.reason or because,
            after={"quarter": made.quarter, "number": made.number, "sha256": made.sha256, "snapshot": made.snapshot},
        )
    return made


def _check_whole(held: Filled) -> None:
    if held.filling.waiting:
        count = len(held.filling.waiting)
        words = f"{count} answer{'s' if count > 1 else ''} carried forward from last time wait to be confirmed."
        raise Refused(words, "Confirm each, or type another.", code="RETURN-WAITING")
    if held.refused:
        one = held.refused[0]
        raise Refused(f"{one.at}: {one.wrong}", one.mend, code="RETURN-NOT-ALLOWED")


def _kept_cells(filling: Filling) -> list[dict[str, object]]:
    return [
        {
            "sheet": one.sheet,
            "cell": one.cell,
            "came_from": one.came_from,
            "missing": one.missing,
            "heading": one.heading,
            **(as_plain(one.value) if one.value is not None else {}),
        }
        for one in filling.cells
    ]


def cells_of(row: SubmittedReturn) -> dict[tuple[str, str], Cell]:
    """What was written into each cell of a submitted return."""
    return {(one["sheet"], one["cell"]): from_plain(one) if "type" in one else None for one in row.cells}


def content_of(row: SubmittedReturn) -> bytes:
    """The bytes as they were submitted. Refused where they are not those any more."""
    content = bytes(row.content)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise Refused(
            "The file of this return is not the one that was submitted.",
            "Tell your administrator: it has to be taken from a backup.",
            code="RETURN-DAMAGED",
        )
    return content


def before(template: ReturnTemplate, quarter: str) -> SubmittedReturn | None:
    """The last return that was submitted for an earlier quarter."""
    rows = template.submitted.filter(quarter__lt=quarter).defer("content")
    return rows.order_by("-quarter", "-number").first()
