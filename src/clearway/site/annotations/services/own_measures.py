"""An own measure from its draft to its publishing: each step is one change, and never one person's alone.

What is published lies in the folder of the store's policies, one file a measure; this database keeps every version.
"""

import os
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clearway.measures.catalogue import Measure
from clearway.measures.catalogue.own import own_measure, own_section, with_keys
from clearway.records.findings import Refused
from clearway.site import words as say
from clearway.site.annotations import own as folder
from clearway.site.annotations.models import LONGEST_ID, LONGEST_WORDS, OPEN_STATES, OwnDefinition, OwnState
from clearway.site.annotations.permissions import (
    check_may_agree,
    check_may_define,
    check_may_review,
    check_may_withdraw_own,
)
from clearway.site.annotations.wording import checked_words, could_identify
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership


def checked_definition(text: str) -> Measure:
    """The measure that a text defines, held against this store's catalogue. Keeps nothing.

    Raises StandardsError with the key that is wrong, or Refused for what could name a person.
    """
    if could_identify(text):
        raise Refused(
            "The definition holds nine digits or more in a row, which could be an NHS number.",
            "Leave the number out; a definition speaks of nobody.",
            code="WORDS-IDENTIFY",
        )
    measure = own_measure(text, folder.catalogue())
    if len(measure.id) > LONGEST_ID:
        raise own_section(text).wrong("id", f"has more than {LONGEST_ID} letters", "Choose a shorter id.")
    return measure


def save_draft(*, by: Membership, text: str) -> OwnDefinition:
    """Keep a new version of an own measure as a draft. Raises PermissionDenied, Refused or StandardsError."""
    check_may_define(by)
    plain = as_draft(text)
    measure = checked_definition(plain)
    with transaction.atomic():
        held = OwnDefinition.objects.select_for_update().filter(measure=measure.id)
        _check_room(measure, list(held))
        number = (held.aggregate(most=Max("version"))["most"] or 0) + 1
        made = OwnDefinition.objects.create(
            measure=measure.id,
            version=number,
            name=measure.name,
            text=plain,
            state=OwnState.DRAFT,
            authors=[by.person.email],
            **_saved(by),
        )
        audit.record(event="own measure drafted", by=by, subject=made, after=_told(made))
    return made


def change_draft(*, by: Membership, own: OwnDefinition, text: str, seen: datetime) -> OwnDefinition:
    """Change the text of a draft. `seen` is when the draft that the person looked at was saved.

    Raises PermissionDenied, StandardsError, or Refused: for what is no draft, and for one that somebody else saved
    meanwhile.
    """
    check_may_define(by)
    plain = as_draft(text)
    measure = checked_definition(plain)
    with transaction.atomic():
        held = _held(own, OwnState.DRAFT)
        if held.saved_at != seen:
            raise Refused(
                f"{held.author_name} saved this draft at {say.moment(held.saved_at)}, after you opened it.",
                "Open it again, and make your change there; what you typed is still below.",
                code="OWN-STALE",
            )
        if measure.id != held.measure:
            raise own_section(plain).wrong("id", f"is not {held.measure!r}", "Define another measure as a new one.")
        before = _told(held)
        held.name, held.text = measure.name, plain
        held.authors = sorted({*held.authors, by.person.email})
        for name, value in _saved(by).items():
            setattr(held, name, value)
        held.save()
        audit.record(event="own measure changed", by=by, subject=held, before=before, after=_told(held))
    return held


def submit(*, by: Membership, own: OwnDefinition) -> OwnDefinition:
    """Hand a draft to the reviewers: its text is fixed from now on.

    Raises PermissionDenied, Refused or StandardsError.
    """
    check_may_define(by)
    with transaction.atomic():
        held = _held(own, OwnState.DRAFT)
        checked_definition(held.text)
        held.state, held.submitted_at, held.returned_because = OwnState.SUBMITTED, timezone.now(), ""
        held.save()
        audit.record(event="own measure submitted", by=by, subject=held, after=_told(held))
    return held


def send_back(*, by: Membership, own: OwnDefinition, reason: str) -> OwnDefinition:
    """Give a submitted definition back to its authors as a draft, with what must change."""
    check_may_review(by)
    words = checked_words(reason, what="The reason", longest=LONGEST_WORDS)
    with transaction.atomic():
        held = _held(own, OwnState.SUBMITTED)
        held.state, held.submitted_at, held.returned_because = OwnState.DRAFT, None, words
        held.save()
        audit.record(event="own measure sent back", by=by, subject=held, reason=words, after=_told(held))
    return held


def agree(*, by: Membership, own: OwnDefinition, today: date, note: str = "") -> OwnDefinition:
    """Publish a submitted definition: it enters the catalogue as reviewed, and replaces the version before it.

    The file is written last, within the transaction: when it cannot be, nothing has changed. Raises PermissionDenied
    for everybody who wrote a part of it; Refused; StandardsError for a text that no longer stands.
    """
    check_may_agree(by, own)
    words = checked_words(note, what="The note", longest=LONGEST_WORDS) if note.strip() else ""
    with transaction.atomic():
        held = _held(own, OwnState.SUBMITTED)
        check_may_agree(by, held)
        text = with_keys(held.text, status="reviewed", reviewed_by=by.person.name, reviewed_on=today)
        measure = checked_definition(text)
        now = timezone.now()
        before = (
            OwnDefinition.objects.select_for_update().filter(measure=held.measure, state=OwnState.PUBLISHED).first()
        )
        if before:
            before.state, before.ended_at, before.ended_by = OwnState.REPLACED, now, by.person.email
            before.ended_reason = f"Replaced by version {held.version}"
            before.save()
        elif _lies_there_by_hand(measure):
            raise _taken(measure)
        held.text, held.state, held.agreed_at, held.agreed_note = text, OwnState.PUBLISHED, now, words
        held.agreed_by, held.agreed_by_name = by.person.email, by.person.name
        held.save()
        audit.record(event="own measure published", by=by, subject=held, reason=words, after=_told(held))
        _write(_file(held.measure), text)
    return held


def withdraw_own(*, by: Membership, own: OwnDefinition, reason: str) -> OwnDefinition:
    """Withdraw an open or published version, with a reason.

    A published one leaves the catalogue; its text stays here. Raises PermissionDenied or Refused.
    """
    check_may_withdraw_own(by, own)
    words = checked_words(reason, what="The reason", longest=LONGEST_WORDS)
    with transaction.atomic():
        held = OwnDefinition.objects.select_for_update().get(pk=own.pk)
        check_may_withdraw_own(by, held)
        if not held.is_open and held.state != OwnState.PUBLISHED:
            raise _wrong_state(held)
        was_published = held.state == OwnState.PUBLISHED
        held.state, held.ended_at, held.ended_by = OwnState.WITHDRAWN, timezone.now(), by.person.email
        held.ended_reason = words
        held.save()
        audit.record(event="own measure withdrawn", by=by, subject=held, reason=words, after=_told(held))
        if was_published:
            _file(held.measure).unlink(missing_ok=True)
    return held


def as_draft(text: str) -> str:
    """The text as a draft: nobody has reviewed it, whatever it says of itself. Raises StandardsError for no mapping."""
    section = own_section(text)
    if section.content.get("status") == "draft, not reviewed" and not {"reviewed_by", "reviewed_on"} & set(
        section.content
    ):
        return text
    return with_keys(text, status="draft, not reviewed", reviewed_by=None, reviewed_on=None)


def _check_room(measure: Measure, held: list[OwnDefinition]) -> None:
    for one in held:
        if one.state in OPEN_STATES:
            raise Refused(
                f"{one} is open already ({OwnState(one.state).label.lower()}).", "Change that one.", code="OWN-OPEN"
            )
    if not any(one.state == OwnState.PUBLISHED for one in held) and _lies_there_by_hand(measure):
        raise _taken(measure)


def _lies_there_by_hand(measure: Measure) -> bool:
    return measure.id in folder.catalogue().measures or _file(measure.id).exists()


def _taken(measure: Measure) -> Refused:
    return Refused(
        f"A definition of {measure.id} lies in the store's folder of policies, put there by hand.",
        "Choose another id, or ask who put it there to take it away.",
        code="OWN-BY-HAND",
    )


def _held(own: OwnDefinition, state: OwnState) -> OwnDefinition:
    """The version as it stands now, locked. Refused when it is not in the state that the step begins from."""
    held = OwnDefinition.objects.select_for_update().get(pk=own.pk)
    if held.state != state:
        raise _wrong_state(held)
    return held


def _wrong_state(held: OwnDefinition) -> Refused:
    state = OwnState(held.state).label.lower()
    return Refused(f"{held} is in another state meanwhile: {state}.", "Look at it again.", code="OWN-STATE")


def _saved(by: Membership) -> dict[str, Any]:
    return {"author": by.person.email, "author_name": by.person.name, "saved_at": timezone.now()}


def _told(own: OwnDefinition) -> dict[str, object]:
    """What the trail keeps of a version: the whole text, so that any change can be read."""
    return {"measure": own.measure, "version": own.version, "state": own.state, "text": own.text}


def _file(measure: str) -> Path:
    if settings.STORE is None:
        raise Refused("This site has no store.", "Start it with `clearway run --store DIR`.", code="STORE-ABSENT")
    return Path(settings.STORE.policies) / folder.WITHIN_POLICIES / f"{measure}.yaml"


def _write(path: Path, text: str) -> None:
    """Put a file in its place wholly or not at all. Refused, with the reason, when the folder cannot be written."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Refused(
            f"The definition could not be written into the store ({error.strerror}).",
            "Nothing was published; make room or give the folder to the user that runs Clearway, and agree again.",
            code="OWN-UNWRITABLE",
        ) from error
