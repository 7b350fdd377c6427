"""Rows that belong to organisations are read through a scope, or not at all.

    class Thing(models.Model):
        unscoped = models.Manager()                       # first: what Django itself uses
        objects = ScopedManager("organisation_code")      # what pages use

        class Meta:
            base_manager_name = default_manager_name = "unscoped"

`Thing.objects.for_membership(membership)` is what a page may show. `Thing.objects.all()` is an error. Services
that truly need every row say so: `Thing.unscoped`, within `every_row("why")` (`operational.scope`) when a page leads to
them: PostgreSQL holds back what the manager names, too (`row_security`). A test keeps both out of web modules.
"""

from typing import TYPE_CHECKING, NoReturn

from django.db import models

from clearway.site.organisations.permission import Permission

if TYPE_CHECKING:
    from clearway.site.organisations.models import Membership


class ScopeMissing(Exception):
    """Rows were asked for without saying on whose behalf."""

    def __init__(self, model: str) -> None:
        super().__init__(f"Ask for {model} rows with .objects.for_membership(membership), or by name with .unscoped.")


class ScopedManager(models.Manager):
    """Hands out only the rows that a membership may see.

    `organisation_codes` are the lookups that lead to the codes of the organisations a row belongs to (a pathway
    may belong to several). `open_to_all` names rows that everybody may see. Roles that see the whole alliance
    see every row.
    """

    def __init__(self, *organisation_codes: str, open_to_all: models.Q | None = None) -> None:
        super().__init__()
        self.organisation_codes = organisation_codes
        self.open_to_all = open_to_all

    def for_membership(self, membership: "Membership") -> models.QuerySet:
        """The rows this membership may see. A membership that is over sees none."""
        rows = super().get_queryset()
        if not membership.is_active():
            return rows.none()
        if membership.may(Permission.SEE_WHOLE_ALLIANCE):
            return rows
        own = self.open_to_all if self.open_to_all is not None else models.Q(pk__in=[])
        for lookup in self.organisation_codes:
            own |= models.Q(**{lookup: membership.organisation.code})
        return rows.filter(own)

    def get_queryset(self) -> NoReturn:
        """Refused: rows without a scope are asked for by name, with `unscoped`."""
        raise ScopeMissing(self.model.__name__)


class Scoped(models.Model):
    """What belongs to organisations: `objects`, a `ScopedManager` of its own, is what web code asks.

    `unscoped` is for services that check for themselves, and for Django.
    """

    unscoped = models.Manager()

    class Meta:  # noqa: D106
        abstract = True
        base_manager_name = "unscoped"
        default_manager_name = "unscoped"
