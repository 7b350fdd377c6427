"""What the operational database says of one person: every row of every table that names a pseudonym or the number.

No table is named here, so none can be forgotten: all text and JSON of all models of the site is searched.
"""

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast

from clearway.pipeline.held_about import HeldAbout, HeldTable

SEARCHED = (models.CharField, models.TextField, models.JSONField)
LEFT_OUT = frozenset({"password", "hash", "previous_hash", "mac", "seal", "digest", "sealed"})
"""What is no words about anybody: digests and seals."""
AT_ONCE = 500
"""Conditions of one question: SQLite takes less than a thousand, and a person may have many records."""


def searched() -> dict[type[models.Model], tuple[str, ...]]:
    """Every model of the site with those of its columns that may hold words."""
    found = {}
    for model in apps.get_models():
        if apps.get_app_config(model._meta.app_label).name not in settings.LOCAL_APPS:
            continue
        names = tuple(
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, SEARCHED) and field.name not in LEFT_OUT
        )
        if names:
            found[model] = names
    return found


def spellings(held: HeldAbout) -> tuple[str, ...]:
    """How a row may name the person: pseudonyms, and the number with and without spaces."""
    number = held.number
    return (
        *held.pseudonyms,
        number,
        f"{number[:3]} {number[3:6]} {number[6:]}",
        f"{number[:3]}-{number[3:6]}-{number[6:]}",
    )


def held_rows(held: HeldAbout) -> Iterator[HeldTable]:
    """The rows of each model that name the person."""
    wanted = spellings(held)
    for model, names in searched().items():
        rows = tuple(_rows(model, names, wanted))
        if rows:
            columns = tuple(field.attname for field in model._meta.concrete_fields if field.name not in LEFT_OUT)
            yield HeldTable(f"database, {model._meta.verbose_name_plural}", columns, rows)


def _rows(model: type[models.Model], names: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[object, ...]]:
    as_text = {f"text_of_{name}": Cast(name, models.TextField()) for name in names}
    columns = [field.attname for field in model._meta.concrete_fields if field.name not in LEFT_OUT]
    key = columns.index(str(model._meta.pk.attname))
    found: dict[object, tuple[object, ...]] = {}
    for some in batched(wanted, max(1, AT_ONCE // len(names))):
        named = models.Q(pk__in=[])
        for column in as_text:
            for words in some:
                named |= models.Q(**{f"{column}__contains": words})
        rows = model._base_manager.annotate(**as_text).filter(named).order_by("pk").values_list(*columns)
        found.update((row[key], row) for row in rows)
    yield from found.values()


def batched(wanted: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """Some words at a time."""
    return (wanted[first : first + most] for first in range(0, len(wanted), most))
