"""What comments and documents stand beside: a form, an entry of a register, a deliverable, a meeting. Called a host.

An app that has such things names them in a module `hosts.py`, with the one check of who sees them:

    HOSTS = (HostKind("form", FormCase, host_of),)

`host_of(membership, number)` answers None for what the membership does not see: whatever stands beside it is then not
seen either.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from importlib import import_module
from operator import or_
from typing import ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.module_loading import module_has_submodule

from clearway.site.operational.scope import rows_of
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.scope import Scoped, ScopedManager

MOST_CHOICES = 60
"""No more people than this are offered to be told of something."""


@dataclass(frozen=True, slots=True)
class Host:
    """One form or entry as one membership sees it.

    `codes` are the organisations whose people work on it, `permission` is what lets them. `may_write` says whether the
    membership may add something beside it now, `may_keep` whether it may take away what others added.
    """

    kind: str
    number: int
    title: str
    href: str
    codes: frozenset[str]
    permission: Permission
    is_shared: bool
    may_write: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class HostKind:
    """One kind of host: the word in addresses, its rows, and the check of who sees one."""

    key: str
    model: type[models.Model]
    find: Callable[[Membership, int], Host | None]


KINDS = ("form", "entry", "deliverable", "meeting", "item")
"""The columns of which exactly one says what a row stands beside; a kind of host is named as its column."""


def _alone(kind: str) -> Q:
    return Q(**{f"{one}__isnull": one != kind for one in KINDS})


class Beside(Scoped):
    """A row that stands beside one thing: a form, an entry, a deliverable, a meeting, or an item of its agenda.

    It belongs to the organisations of its host and to that of its author; beside what everybody sees it is seen by
    everybody.
    """

    form = models.ForeignKey("forms.FormCase", on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey("registers.Entry", on_delete=models.PROTECT, null=True, related_name="+")
    deliverable = models.ForeignKey("plan.Deliverable", on_delete=models.PROTECT, null=True, related_name="+")
    meeting = models.ForeignKey("groups.Meeting", on_delete=models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey("groups.AgendaItem", on_delete=models.PROTECT, null=True, related_name="+")
    is_shared = models.BooleanField()
    author = models.CharField(max_length=254)
    author_name = models.CharField(max_length=200)
    author_role = models.CharField(max_length=100)
    author_code = models.CharField(max_length=20)
    at = models.DateTimeField()

    objects = ScopedManager(
        "form__access__organisation_code",
        "entry__organisation_code",
        "author_code",
        open_to_all=Q(is_shared=True),
    )

    class Meta(Scoped.Meta):  # noqa: D106 - inherited
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=reduce(or_, (_alone(one) for one in KINDS)), name="%(class)s_beside_one_thing"
            ),
        )

    @property
    def host_kind(self) -> str:
        """The kind of what it stands beside."""
        return next(one for one in KINDS if getattr(self, f"{one}_id") is not None)

    @property
    def host_number(self) -> int:
        """The number of what it stands beside."""
        return int(getattr(self, f"{self.host_kind}_id"))


@cache
def host_kinds() -> dict[str, HostKind]:
    """Every kind of host, by its word."""
    return {one.key: one for one in _gathered()}


def host_of(by: Membership, kind: str, number: int) -> Host | None:
    """The host of a number as a membership sees it; None when there is none, or it does not see it."""
    known = host_kinds().get(kind)
    return known.find(by, number) if known and number < 2**63 else None


def seen_by(other: Membership, host: Host) -> bool:
    """Whether somebody else sees a host, asked on their behalf."""
    with rows_of(other):
        return host_of(other, host.kind, host.number) is not None


def people_beside(host: Host, *, apart_from: Membership) -> list[Membership]:
    """The memberships that work on a host now, by name, one a person and organisation: whom one may tell."""
    held = Membership.objects.active().filter(organisation__code__in=host.codes).exclude(person=apart_from.person)
    found: dict[tuple[int, int], Membership] = {}
    for one in held.select_related("person", "organisation").order_by("person__name", "pk")[: 4 * MOST_CHOICES]:
        if one.may(host.permission):
            found.setdefault((one.person_id, one.organisation_id), one)
    return list(found.values())[:MOST_CHOICES]


def columns_of(host: Host, by: Membership) -> dict[str, object]:
    """The columns that a new row beside a host begins with."""
    return {
        f"{host.kind}_id": host.number,
        "is_shared": host.is_shared,
        "author": by.person.email,
        "author_name": by.person.name,
        "author_role": f"{by.role_class.display_name}, {by.organisation.name}"[:100],
        "author_code": by.organisation.code,
    }


def _gathered() -> Iterator[HostKind]:
    for config in apps.get_app_configs():
        if config.name in settings.LOCAL_APPS and config.module and module_has_submodule(config.module, "hosts"):
            yield from import_module(f"{config.name}.hosts").HOSTS
