"""The types of forms that there are: those that come with Clearway, and those that an administrator took up.

The newest version of a type is the one that new forms are started with: what was taken up last, else what is shipped.
"""

from functools import cache, lru_cache
from pathlib import Path

import clearway.site.forms.types as shipped_folder
from clearway.site.forms.models import FormCase, FormTypeVersion
from clearway.site.forms.questionnaire.fhir_in import form_of_text
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.reader import form_of_yaml


@cache
def shipped() -> dict[str, FormType]:
    """The types that come with Clearway, by id."""
    folder = Path(next(iter(shipped_folder.__path__)))
    forms = [form_of_yaml(one.read_text(encoding="utf-8"), name=one.name) for one in sorted(folder.glob("*.yaml"))]
    return {one.id: one for one in forms}


def newest() -> dict[str, FormType]:
    """The version of every type that a new form is started with, by id, in the order of their titles."""
    taken_up = FormTypeVersion.objects.filter(is_shipped=False).order_by("pk")
    found = dict(shipped()) | {one.key: form_of_version(one) for one in taken_up}
    return dict(sorted(found.items(), key=lambda one: one[1].title))


def form_of_version(version: FormTypeVersion) -> FormType:
    """The form of a version that this store holds."""
    return _form_of(version.digest, version.definition)


def form_of_case(case: FormCase) -> FormType:
    """The version of its type that a form was begun with."""
    return form_of_version(case.type_version)


@lru_cache(maxsize=200)
def _form_of(digest: str, definition: str) -> FormType:
    return form_of_text(definition)
