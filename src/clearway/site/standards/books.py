"""What this site knows of rules, organisations and places: the alliance's own where its store holds policies."""

from functools import cache
from pathlib import Path

from django.conf import settings

from clearway.standards import RuleBook, load_rule_book
from clearway.standards.organisations import Organisations, load_organisations, organisations_in
from clearway.standards.places import Places, places_with


def national() -> RuleBook:
    """The rules as shipped."""
    return load_rule_book()


def local() -> RuleBook | None:
    """The rules with the alliance's own policies in force; None when the store holds none."""
    store = settings.STORE
    if store is None or not store.policies.is_dir():
        return None
    return _local(store.policies, tuple(sorted(path.stat().st_mtime_ns for path in store.policies.glob("*.yaml"))))


def shown() -> RuleBook:
    """What pages about rules show: the alliance's own rules where it has any, each local value marked as local."""
    return local() or national()


def organisations() -> Organisations:
    """Who is who and where: with the alliance's own table of memberships where the store holds one."""
    return organisations_in(settings.STORE.policies) if settings.STORE else load_organisations()


def places() -> Places:
    """Every place, with the alliances of the store's own table of memberships."""
    return places_with(organisations())


@cache
def _local(folder: Path, _changed: tuple[int, ...]) -> RuleBook | None:
    book = load_rule_book(folder)
    return book if book.overrides else None
