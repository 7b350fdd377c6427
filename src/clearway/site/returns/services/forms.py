"""Loading a form, marking its cells, and putting a newer form in its place."""

import hashlib

from django.db import transaction
from django.utils import timezone

from clearway.publications.returns.form import misfits
from clearway.publications.returns.marking import Marking, checked, marking_yaml, read_marking
from clearway.publications.returns.opening import FORM, look_at_form
from clearway.publications.returns.plain_form import form_as_plain
from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.attachments import folder
from clearway.site.attachments.services import scan
from clearway.site.audit import services as audit
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.returns.models import LONGEST_NAME, FormFile, MarkingVersion, ReturnTemplate
from clearway.site.returns.permissions import check_may_keep
from clearway.site.sending.receiving import label_of
from clearway.standards.errors import StandardsError
from clearway.store.folder import StoreFolder

LONGEST_DUE = 200


def load_form(*, by: Membership, name: str, content: bytes, store: StoreFolder) -> FormFile:
    """Take up a form: scanned where there is a scanner, looked at in a child process. The same bytes are taken once.

    Raises PermissionDenied, or Refused for what is no form that can be filled.
    """
    check_may_keep(by)
    if not content or len(content) > FORM.file_bytes:
        raise not_taken(len(content))
    sha256 = hashlib.sha256(content).hexdigest()
    held = FormFile.objects.defer("content").filter(sha256=sha256).first()
    if held is not None:
        return held
    label = label_of(name)[-LONGEST_NAME:]
    with folder.arriving(store, content) as path:
        scan(path, by=by, subject=("form of a return", label), sha256=sha256)
        seen = form_as_plain(look_at_form(path, label, scratch=store.path))
    with transaction.atomic():
        made = FormFile.objects.create(
            name=label, sha256=sha256, content=content, seen=seen, at=timezone.now(), by_name=by.person.name
        )
        audit.record(event="form of a return loaded", by=by, subject=made, after={"sha256": sha256})
    return made


def not_taken(byte_count: int) -> Refused:
    """The refusal of a file that is empty or too large for a form."""
    most = f"{FORM.file_bytes / 1_000_000:g} MB"
    words = "The file is empty." if not byte_count else f"The file is larger than {most}."
    return Refused(words, f"Choose an Excel form of at most {most}. Nothing was kept.", code="FORM-SIZE")


def add_return(
    *,
    by: Membership,
    title: str,
    asked_by: str,
    due_days: int,
    file: FormFile,
    marking: Marking | None = None,
    is_example: bool = False,
) -> ReturnTemplate:
    """Add a return that is asked for every quarter, with its form. Raises PermissionDenied, or Refused."""
    check_may_keep(by)
    words = checked_words(title, what="The title", longest=200)
    if not 0 <= due_days <= LONGEST_DUE:
        raise Refused("The day it is due lies too far.", f"Give 0 to {LONGEST_DUE} days.", code="RETURN-DUE")
    with transaction.atomic():
        if ReturnTemplate.objects.filter(title=words).exists():
            raise Refused(f"There is a return “{words}” already.", "Give it another title.", code="RETURN-TITLE")
        made = ReturnTemplate.objects.create(
            title=words,
            asked_by=asked_by.strip()[:200],
            due_days=due_days,
            is_example=is_example,
            made_at=timezone.now(),
            made_by=by.person.name,
        )
        audit.record(event="return added", by=by, subject=made, after={"title": words, "due_days": due_days})
        _keep(by, made, file, marking or Marking(), "Added")
    return made


def mark(*, by: Membership, template: ReturnTemplate, marking: Marking, seen: int, reason: str = "") -> MarkingVersion:
    """Keep other marks of a form. `seen` is the version that the person saw.

    Raises PermissionDenied, or Refused: marks that are wrong, do not fit the form, or were changed meanwhile.
    """
    check_may_keep(by)
    with transaction.atomic():
        before = _newest(template, seen)
        if before.marking == marking:
            return before
        return _keep(by, template, before.file, marking, reason.strip()[:300])


def mark_from_file(*, by: Membership, template: ReturnTemplate, name: str, content: bytes, seen: int) -> MarkingVersion:
    """Keep the marks of a YAML file. Raises as `mark`, and Refused with the line for what is wrong in the file."""
    label = label_of(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        words = f"{label} is not UTF-8 text (byte {wrong.start})."
        raise Refused(words, "Save it as UTF-8 and load it again.", code="MARKING") from wrong
    marking = read_marking(text, label)
    return mark(by=by, template=template, marking=marking, seen=seen, reason=f"From the file {label}")


def replace_form(*, by: Membership, template: ReturnTemplate, file: FormFile, seen: int) -> MarkingVersion:
    """Put a newer form in place of the one before, with the same marks. Raises as `mark`."""
    check_may_keep(by)
    with transaction.atomic():
        before = _newest(template, seen)
        if before.file_id == file.pk:
            return before
        return _keep(by, template, file, before.marking, f"The form is now {file.name}"[:300])


def _newest(template: ReturnTemplate, seen: int) -> MarkingVersion:
    row = locked(ReturnTemplate.objects.filter(pk=template.pk)).get()
    newest = row.newest
    if newest.number != seen:
        raise Refused(
            f"{newest.by_name} changed the marks since you opened the page.",
            "Look at them as they are now, and mark again. Nothing was overwritten.",
            code="MARKING-CHANGED",
        )
    return newest


def _keep(by: Membership, template: ReturnTemplate, file: FormFile, marking: Marking, reason: str) -> MarkingVersion:
    try:
        checked(marking)
    except StandardsError as wrong:
        raise Refused(f"{wrong.wrong[:1].upper()}{wrong.wrong[1:]}.", wrong.mend, code="MARKING") from wrong
    wrong_place = next(misfits(file.form, marking), None)
    if wrong_place is not None:
        raise Refused(f"{wrong_place.at}: {wrong_place.wrong}", wrong_place.mend, code="MARKING-MISFIT")
    last = template.markings.order_by("-number").first()
    made = MarkingVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        file=file,
        text=marking_yaml(marking),
        at=timezone.now(),
        by_name=by.person.name,
        reason=reason,
    )
    marks = len(marking.cells) + len(marking.blocks)
    audit.record(
        event="return marked", by=by, subject=template, reason=reason, after={"version": made.number, "marks": marks}
    )
    return made
