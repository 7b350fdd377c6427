"""Types of register: proposed by an administrator as a text, looked at, then taken up or dropped."""

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.registers.indexing import write_index
from clearway.site.registers.known import NoSuchRegister, known_type
from clearway.site.registers.models import Entry, EntryState, IndexWord, Revision, TypeVersion, VersionState
from clearway.site.registers.permissions import check_may_manage_types
from clearway.site.registers.schema import FieldKind, Schema, read_schema
from clearway.site.registers.schema.schema import Values
from clearway.site.registers.schema.succession import carried, changes_entries, check_follows
from clearway.site.registers.services.entries import hold, in_use, revision_of

AT_ONCE = 20_000
"""More entries than this are not written anew within one request."""
BATCH = 500


def checked_proposal(text: str) -> tuple[Schema, Schema | None]:
    """The schema of a text, and the one it would replace. Keeps nothing.

    Raises SchemaError for a text that does not stand, or that does not follow on the version in use.
    """
    schema = read_schema(text)
    try:
        old = known_type(schema.key).schema
    except NoSuchRegister:
        old = None
    if old:
        check_follows(old, schema)
    elif schema.version != 1:
        raise Refused(
            f"There is no register “{schema.key}” here yet, and this is version {schema.version}.",
            "Make it version 1, or correct the type.",
            code="REGISTER-VERSION",
        )
    for field in schema.fields:
        if field.kind is FieldKind.LINK and field.links_to != schema.key:
            _check_there(field.links_to)
    return schema, old


def propose_version(*, by: Membership, text: str) -> TypeVersion:
    """Keep a checked text as proposed, in place of an earlier proposal. Raises PermissionDenied, or Refused."""
    check_may_manage_types(by)
    schema, _ = checked_proposal(text)
    with transaction.atomic():
        now = timezone.now()
        TypeVersion.objects.filter(register=schema.key, state=VersionState.PROPOSED).update(
            state=VersionState.DROPPED, decided_by=by.person.email, decided_at=now
        )
        made = TypeVersion.objects.create(
            register=schema.key,
            version=schema.version,
            text=text,
            state=VersionState.PROPOSED,
            proposed_by=by.person.email,
            proposed_at=now,
        )
        audit.record(event="register type proposed", by=by, subject=made, after={"type": str(made), "text": text})
    return made


def take_up(*, by: Membership, proposed: TypeVersion) -> TypeVersion:
    """Take up a proposed version: entries are carried into it in the same transaction, or nothing changes.

    Raises PermissionDenied, or Refused when it no longer follows on, or when its new rules do not hold for entries.
    """
    check_may_manage_types(by)
    with transaction.atomic():
        held = _held(proposed)
        schema, old = checked_proposal(held.text)
        if old:
            in_use(schema.key)
            TypeVersion.objects.filter(register=schema.key, state=VersionState.IN_USE).update(
                state=VersionState.REPLACED
            )
        held.state, held.decided_by, held.decided_at = VersionState.IN_USE, by.person.email, timezone.now()
        held.save()
        count = _carry_all(by, old, schema) if old else 0
        audit.record(event="register type taken up", by=by, subject=held, after={"type": str(held), "entries": count})
    return held


def drop(*, by: Membership, proposed: TypeVersion) -> TypeVersion:
    """Drop a proposed version; its text stays in the list of versions."""
    check_may_manage_types(by)
    with transaction.atomic():
        held = _held(proposed)
        held.state, held.decided_by, held.decided_at = VersionState.DROPPED, by.person.email, timezone.now()
        held.save()
        audit.record(event="register type dropped", by=by, subject=held, after={"type": str(held)})
    return held


def _carry_all(by: Membership, old: Schema, new: Schema) -> int:
    entries = Entry.unscoped.filter(register=new.key)
    if old.is_shared != new.is_shared:
        entries.update(is_shared=new.is_shared)
        IndexWord.unscoped.filter(register=new.key).update(is_shared=new.is_shared)
        Revision.unscoped.filter(entry__register=new.key).update(is_shared=new.is_shared)
    if not changes_entries(old, new):
        return 0
    if entries[: AT_ONCE + 1].count() > AT_ONCE:
        raise Refused(
            f"The register has more than {AT_ONCE:,} entries, and this version changes each of them.",
            "Take up versions that change entries while it is smaller, or withdraw entries first.",
            code="REGISTER-TOO-MANY",
        )
    done, last = 0, 0
    while batch := list(entries.filter(pk__gt=last).order_by("pk").select_for_update()[:BATCH]):
        _carry(by, batch, new)
        done, last = done + len(batch), batch[-1].pk
    _refuse_twins(new)
    return done


def _carry(by: Membership, batch: list[Entry], new: Schema) -> None:
    revisions, now = [], timezone.now()
    for entry in batch:
        values, is_to_be_asked = carried(entry.values, new)
        is_other = values != entry.values
        entry.schema_version = new.version
        hold(entry, new, _title_filled(values, new, entry))
        if is_to_be_asked and not entry.is_withdrawn:
            is_other = is_other or entry.state != EntryState.NEEDS_REVIEW
            entry.state = EntryState.NEEDS_REVIEW
        if is_other:
            entry.version, entry.changed_at = entry.version + 1, now
            reason = f"Version {new.version} of the register was taken up"
            revisions.append(revision_of(entry, by=by, event="carried over", reason=reason, at=now))
    names = ["schema_version", "version", "values", "title", "title_key", "state", "changed_at"]
    Entry.unscoped.bulk_update(batch, names)
    Revision.unscoped.bulk_create(revisions)
    write_index(new, batch)


def _title_filled(values: Values, new: Schema, entry: Entry) -> Values:
    """An entry always has a title: where a new title field has no value, the old title stands in."""
    return values if new.title_field in values else {**values, new.title_field: entry.title}


def _refuse_twins(schema: Schema) -> None:
    """A field that is unique from now on must be so already."""
    for field in (one for one in schema.fields if one.is_unique):
        seen: set[str] = set()
        words = IndexWord.unscoped.filter(register=schema.key, field=field.id, is_withdrawn=False).exclude(word="")
        for word in words.values_list("word", flat=True).iterator():
            if word in seen:
                raise Refused(
                    f"Two entries hold the same “{field.label}”, which is to be unique.",
                    "Change one of them first, or leave unique out.",
                    code="REGISTER-UNIQUE",
                )
            seen.add(word)


def _held(proposed: TypeVersion) -> TypeVersion:
    held = TypeVersion.objects.select_for_update().get(pk=proposed.pk)
    if held.state != VersionState.PROPOSED:
        state = VersionState(held.state).label.lower()
        raise Refused(f"{held} is in another state meanwhile: {state}.", "Look at it again.", code="REGISTER-STATE")
    return held


def _check_there(register: str) -> None:
    try:
        known_type(register)
    except NoSuchRegister as missing:
        raise Refused(
            f"A field links to “{register}”, and there is no such register.",
            "Take that register up first, or correct links_to.",
            code="REGISTER-LINK",
        ) from missing
