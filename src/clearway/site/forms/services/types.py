"""Taking up types of forms: a YAML or FHIR JSON file is all that a new form needs."""

import hashlib

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import could_identify
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor
from clearway.site.forms.models import FormTypeVersion
from clearway.site.forms.permissions import check_may_manage_types
from clearway.site.forms.questionnaire.fhir_in import form_of_text
from clearway.site.forms.questionnaire.fhir_out import questionnaire_text
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.problems import FormProblem
from clearway.site.forms.questionnaire.reader import form_of_yaml
from clearway.site.forms.types_held import shipped
from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.roles import ROLES

LARGEST = 1_000_000


def read_definition(content: bytes) -> FormType:
    """The form of a YAML or FHIR JSON file. Raises Refused: the line, the item, what is wrong and how to mend it."""
    if len(content) > LARGEST:
        raise Refused("The file is larger than a million bytes.", "Split the form.", code="FORM-TYPE")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("The file is not UTF-8 text.", "Save it as UTF-8.", code="FORM-TYPE") from error
    try:
        form = form_of_text(text) if text.lstrip().startswith("{") else form_of_yaml(text)
    except FormProblem as problem:
        told, _, _ = str(problem).rpartition(problem.mend)
        raise Refused(told.strip(), problem.mend, code="FORM-TYPE") from problem
    _check_words(form)
    return form


def take_up(*, by: Membership, form: FormType) -> FormTypeVersion:
    """Take up a type, or a new version of one. Forms that were begun stay on theirs.

    Raises PermissionDenied, or Refused where that version is held already.
    """
    check_may_manage_types(by)
    with transaction.atomic():
        held = FormTypeVersion.objects.select_for_update().filter(key=form.id)
        known = {one.version for one in held} | {one.version for one in shipped().values() if one.id == form.id}
        if form.version in known:
            raise Refused(
                f"Version {form.version} of {form.id} is here already.",
                "Give the changed form another version.",
                code="FORM-TYPE-HELD",
            )
        made = _version(form, by=by, is_shipped=False)
        audit.record(event="form type taken up", by=by, subject=made, after={"type": form.id, "version": form.version})
    return made


def version_in_use(form: FormType, *, by: Actor) -> FormTypeVersion:
    """The row of a form's version; a shipped one is kept here when the first form is started with it."""
    digest = _digest(questionnaire_text(form))
    held = FormTypeVersion.objects.filter(key=form.id, digest=digest).first()
    return held or _version(form, by=by, is_shipped=True)


def _version(form: FormType, *, by: Actor, is_shipped: bool) -> FormTypeVersion:
    definition = questionnaire_text(form)
    return FormTypeVersion.objects.create(
        key=form.id,
        version=form.version,
        title=form.title,
        definition=definition,
        digest=_digest(definition),
        is_shipped=is_shipped,
        is_public=form.is_public,
        added_by=by.as_actor().name,
        added_at=timezone.now(),
    )


def _check_words(form: FormType) -> None:
    kinds = {one.value for one in OrganisationKind}
    for party in form.parties:
        for held, known, what in ((party.kinds, kinds, "kind of organisation"), (party.signed_by, set(ROLES), "role")):
            if unknown := sorted(set(held) - known):
                raise Refused(
                    f"Party {party.id}: there is no {what} called {unknown[0]!r}.",
                    f"Use: {', '.join(sorted(known))}.",
                    code="FORM-TYPE",
                )
    if could_identify(" ".join(one.text for one in form.items())):
        raise Refused(
            "A question holds nine digits or more in a row, which could be an NHS number.",
            "Leave the number out; a form speaks of nobody.",
            code="WORDS-IDENTIFY",
        )


def _digest(definition: str) -> str:
    return hashlib.sha256(definition.encode()).hexdigest()
