"""Adding, changing, confirming and withdrawing entries: each one change, its version kept, on the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor, SystemProcess
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify, people_of
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.registers.indexing import write_index
from clearway.site.registers.known import KnownType, known_type
from clearway.site.registers.models import Entry, EntryState, IndexWord, Revision, TypeVersion, VersionState
from clearway.site.registers.permissions import check_may_change, check_may_keep
from clearway.site.registers.schema import Field, FieldKind, Schema
from clearway.site.registers.schema.schema import Values
from clearway.site.registers.schema.values import Raw, index_words, read_values
from clearway.site.standards import books

LONGEST_REASON = 1_000
LONGEST_ROLE = 120
CLOCK = SystemProcess("review reminders")


class Invalid(Refused):
    """An entry does not stand. `problems` says by field what is wrong; nothing of it is kept."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(
            f"{len(problems)} of its values cannot be kept: {'; '.join(problems.values())}.",
            "Correct them.",
            code="REGISTER-VALUES",
        )
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry as typed or sent: raw values by field, who owns it, and when it is to be looked at again.

    Left empty, the owner's role is that of the type, and the review falls due after the interval of the type.
    """

    raw: Mapping[str, Raw]
    organisation: str
    owner_role: str = ""
    review_by: date | None = None


def add_entry(*, by: Membership, register: str, draft: Draft, today: date, reason: str = "") -> Entry:
    """Add an entry. Raises PermissionDenied, NoSuchRegister, or Invalid with words by field."""
    check_may_keep(by, draft.organisation)
    with transaction.atomic():
        schema = in_use(register)
        entry = new_entry(schema, draft, checked(schema, draft, by=by, today=today), today)
        _kept(entry, schema, by=by, event="added", reason=checked_reason(reason, is_required=False), before=None)
    return entry


def new_entry(schema: Schema, draft: Draft, values: Values, today: date) -> Entry:
    """An entry that is not kept yet, with values that were checked."""
    entry = Entry(
        register=schema.key,
        schema_version=schema.version,
        is_shared=schema.is_shared,
        reviewed_on=today,
        organisation_code=draft.organisation,
        owner_role=draft.owner_role.strip() or schema.owner_role,
        review_by=draft.review_by or months_later(today, schema.review_months),
    )
    hold(entry, schema, values)
    return entry


def change_entry(*, by: Membership, entry: Entry, draft: Draft, seen: int, reason: str, today: date) -> Entry:
    """Change an entry that was read as version `seen`.

    Raises PermissionDenied, Invalid, or Refused: for a missing reason, and when somebody changed it meanwhile.
    """
    check_may_change(by, entry)
    check_may_keep(by, draft.organisation)
    why = checked_reason(reason)
    with transaction.atomic():
        schema = in_use(entry.register)
        held = _held(entry, seen)
        if held.is_withdrawn:
            raise Refused("The entry is withdrawn.", "Bring it back first.", code="REGISTER-STATE")
        values = checked(schema, draft, by=by, today=today, entry=held)
        before = told(held)
        held.organisation_code = draft.organisation
        held.owner_role = draft.owner_role.strip() or schema.owner_role
        held.review_by = draft.review_by or months_later(today, schema.review_months)
        held.reviewed_on, held.state = today, EntryState.CURRENT
        hold(held, schema, {**_retired(schema, held), **values})
        _kept(held, schema, by=by, event="changed", reason=why, before=before)
    return held


def confirm_entry(*, by: Membership, entry: Entry, seen: int, today: date, note: str = "") -> Entry:
    """Say that an entry still holds: it is due again after the interval of its type."""
    check_may_change(by, entry)
    with transaction.atomic():
        schema = in_use(entry.register)
        held = _held(entry, seen)
        if held.is_withdrawn:
            raise Refused("The entry is withdrawn.", "Bring it back first.", code="REGISTER-STATE")
        _, problems = read_values(schema, as_raw(held))
        if problems:
            raise Invalid(problems)
        before = told(held)
        held.state, held.reviewed_on = EntryState.CURRENT, today
        held.review_by = months_later(today, schema.review_months)
        _kept(held, schema, by=by, event="confirmed", reason=checked_reason(note, is_required=False), before=before)
    return held


def withdraw_entry(*, by: Membership, entry: Entry, seen: int, reason: str) -> Entry:
    """Withdraw an entry, with a reason. It stays readable, with its history."""
    return _moved(by, entry, seen, to=EntryState.WITHDRAWN, event="withdrawn", reason=reason)


def bring_back(*, by: Membership, entry: Entry, seen: int, reason: str) -> Entry:
    """Bring a withdrawn entry back, to be looked at."""
    return _moved(by, entry, seen, to=EntryState.NEEDS_REVIEW, event="brought back", reason=reason)


def note_due(entry: Entry, *, today: date) -> bool:
    """Mark an entry whose day has come as one to be looked at. False when it is not due, or marked already."""
    with transaction.atomic():
        held = Entry.unscoped.select_for_update().get(pk=entry.pk)
        if held.state != EntryState.CURRENT or held.review_by > today:
            return False
        before = told(held)
        held.state = EntryState.NEEDS_REVIEW
        _kept(held, known_type(held.register).schema, by=CLOCK, event="due for review", reason="", before=before)
        _tell_due(held, today)
    return True


def _tell_due(entry: Entry, today: date) -> None:
    """Tell the organisation's people once a day of each of its registers, however many entries are due."""
    title = known_type(entry.register).schema.title
    notify(
        people_of(entry.organisation_code, Permission.KEEP_REGISTERS),
        organisation_code=entry.organisation_code,
        kind=NoticeKind.REVIEW_DUE,
        words=f"{title}: entries of your organisation are due for review",
        to_do="Look at each, and confirm, change or withdraw it.",
        link=reverse("registers:due"),
        mark=f"register {entry.register} due {today}",
    )


def in_use(register: str) -> Schema:
    """The schema in use, its row locked so that two writers follow one another; a shipped one is kept from now on."""
    known: KnownType = known_type(register)
    if known.is_shipped:
        TypeVersion.objects.get_or_create(
            register=register,
            state=VersionState.IN_USE,
            defaults={
                "version": known.schema.version,
                "text": known.text,
                "proposed_by": "shipped with Clearway",
                "proposed_at": timezone.now(),
            },
        )
    TypeVersion.objects.select_for_update().filter(register=register, state=VersionState.IN_USE).first()
    return known_type(register).schema


def checked(schema: Schema, draft: Draft, *, by: Membership, today: date, entry: Entry | None = None) -> Values:
    """The values of a draft. Raises Invalid: what no field can hold, what is missing, held twice, or leads nowhere."""
    values, problems = read_values(schema, draft.raw)
    for field in schema.asked:
        value = values.get(field.id)
        if value is None:
            continue
        if field.is_unique and _is_taken(schema, field.id, index_words(field, value)[0], entry):
            problems[field.id] = held_twice(field)
        if field.kind is FieldKind.LINK and not _leads(by, field.links_to, value):
            problems[field.id] = f"{field.label} must be the number of an entry of “{field.links_to}”"
    if len(draft.owner_role.strip()) > LONGEST_ROLE or not draft.owner_role.isprintable():
        problems["owner_role"] = f"Owner’s role must have {LONGEST_ROLE} characters or fewer"
    if draft.review_by is not None and not today < draft.review_by <= months_later(today, 120):
        problems["review_by"] = "Review by must be a day after today, within ten years"
    if books.organisations().name(draft.organisation).startswith("Unknown") and draft.organisation != (
        entry.organisation_code if entry else by.organisation.code
    ):
        problems["organisation"] = "Owner must be the code of an organisation, such as RFF"
    if problems:
        raise Invalid(problems)
    return values


def held_twice(field: Field) -> str:
    """What is said of a value that only one entry may have."""
    return f"{field.label} is held by another entry; it must be its own"


def hold(entry: Entry, schema: Schema, values: Values) -> None:
    """Put values into an entry, and its title beside them."""
    entry.values = values
    entry.title = str(values[schema.title_field])
    entry.title_key = entry.title.casefold()[:200]


def as_raw(entry: Entry) -> dict[str, Raw]:
    """What an entry holds, as it would be typed again."""
    return {key: str(value) if isinstance(value, int) and not isinstance(value, bool) else value
            for key, value in entry.values.items()}  # fmt: skip


def told(entry: Entry) -> dict[str, Any]:
    """What the trail keeps of an entry: all of it."""
    return {
        "values": entry.values,
        "organisation": entry.organisation_code,
        "owner_role": entry.owner_role,
        "review_by": entry.review_by,
        "state": entry.state,
        "version": entry.version,
    }


def checked_reason(text: str, *, is_required: bool = True) -> str:
    """The reason as it is kept. Refused when it is empty, too long, or could hold an NHS number."""
    if not text.strip() and not is_required:
        return ""
    return checked_words(text, what="The reason", longest=LONGEST_REASON)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _moved(by: Membership, entry: Entry, seen: int, *, to: EntryState, event: str, reason: str) -> Entry:
    check_may_change(by, entry)
    why = checked_reason(reason)
    with transaction.atomic():
        schema = in_use(entry.register)
        held = _held(entry, seen)
        if held.is_withdrawn == (to == EntryState.WITHDRAWN):
            state = EntryState(held.state).label.lower()
            raise Refused(
                f"The entry is in that state already: {state}.", "Nothing is to be done.", code="REGISTER-STATE"
            )
        before = told(held)
        held.state, held.is_withdrawn = to, to == EntryState.WITHDRAWN
        if to != EntryState.WITHDRAWN:
            _refuse_taken_again(schema, held)
        _kept(held, schema, by=by, event=event, reason=why, before=before)
    return held


def _refuse_taken_again(schema: Schema, entry: Entry) -> None:
    for field in (one for one in schema.asked if one.is_unique and one.id in entry.values):
        if _is_taken(schema, field.id, index_words(field, entry.values[field.id])[0], entry):
            raise Refused(
                f"Another entry holds the same {field.label} meanwhile.", "Change that one.", code="REGISTER-UNIQUE"
            )


def _kept(entry: Entry, schema: Schema, *, by: Actor, event: str, reason: str, before: dict[str, Any] | None) -> None:
    """Write an entry, its index, its version and the line on the trail; called within the transaction of a change."""
    now = timezone.now()
    entry.version = entry.version + 1 if before else 1
    entry.changed_at = now
    entry.save()
    write_index(schema, [entry])
    revision_of(entry, by=by, event=event, reason=reason, at=now).save()
    audit.record(
        event=f"register entry {event}", by=by, subject=entry, reason=reason, source=entry.register, before=before,
        after=told(entry),
    )  # fmt: skip


def revision_of(entry: Entry, *, by: Actor, event: str, reason: str, at: datetime) -> Revision:
    """The version that an entry has now, for its history."""
    actor = by.as_actor()
    is_person = isinstance(by, Membership)
    return Revision(
        entry=entry,
        version=entry.version,
        schema_version=entry.schema_version,
        at=at,
        by_name=by.person.name if isinstance(by, Membership) else actor.name,
        by_role=by.role_class.display_name if isinstance(by, Membership) else "",
        by_organisation=actor.organisation_code if is_person else "",
        event=event,
        reason=reason,
        values=entry.values,
        organisation_code=entry.organisation_code,
        owner_role=entry.owner_role,
        review_by=entry.review_by,
        state=entry.state,
        is_shared=entry.is_shared,
    )


def _held(entry: Entry, seen: int) -> Entry:
    """The entry as it stands now, locked. Refused when it was changed since it was read as version `seen`."""
    held = Entry.unscoped.select_for_update().get(pk=entry.pk)
    if held.version != seen:
        latest = Revision.unscoped.filter(entry=held).first()
        who = f"{latest.by_name} changed it" if latest else "It was changed"
        raise Refused(
            f"{who} after you opened it: it is at version {held.version}, and you saw version {seen}.",
            "Look at it again, and make your change there; what you typed is still below.",
            code="REGISTER-STALE",
        )
    return held


def _is_taken(schema: Schema, field: str, word: str, entry: Entry | None) -> bool:
    found = IndexWord.unscoped.filter(register=schema.key, field=field, is_withdrawn=False, word=word)
    return is_there(found.exclude(entry=entry.pk) if entry else found)


def _leads(by: Membership, register: str, number: object) -> bool:
    return Entry.objects.for_membership(by).filter(register=register, pk=number).exists()


def _retired(schema: Schema, entry: Entry) -> Values:
    retired = {one.id for one in schema.fields if one.is_retired}
    return {key: value for key, value in entry.values.items() if key in retired}
