"""To whom a page or an answer shows figures: what of small numbers is hidden depends on it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from clearway.publications.disclosure import Audience, DataSet, Policies, Policy, load_policies, told_apart
from clearway.publications.disclosure.policy import OWN_FILE
from clearway.site.demo_store import is_demo
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission

_shown_to: ContextVar[Audience] = ContextVar("shown_to", default=Audience.ALLIANCE)


def audience_of(by: Membership) -> Audience:
    """The audience that a membership is: who sees computed figures of one's own trust alone knows its patients."""
    return Audience.ALLIANCE if by.may(Permission.SEE_WHOLE_ALLIANCE) else Audience.OWN_TRUST


def shown_to() -> Audience:
    """Who sees what is being answered; the alliance where nobody said."""
    return _shown_to.get()


@contextmanager
def showing_to(audience: Audience) -> Iterator[None]:
    """While the block runs, figures are those that an audience may see."""
    token = _shown_to.set(audience)
    try:
        yield
    finally:
        _shown_to.reset(token)


def policy_now(basis: str, details: Iterable[str]) -> Policy:
    """The policy for figures told apart by `details`, shown to whom they are being shown, today."""
    data_set = DataSet.PUBLISHED
    if basis == "computed":
        data_set = DataSet.SYNTHETIC if is_demo() else DataSet.RECORDS
    return policies().policy(data_set, shown_to(), told_apart(details), timezone.localdate())


def shown_under() -> tuple[Audience, str]:
    """To whom figures are being shown, and a digest of the policies that have begun for them."""
    return shown_to(), _digest(*_own_file(), shown_to(), timezone.localdate())


def policies() -> Policies:
    """The policies of this store: read again when its own file changes."""
    return _policies(*_own_file())


def _own_file() -> tuple[Path | None, int]:
    """The folder of the store's own policies, and when they last changed."""
    folder = settings.STORE.policies if settings.STORE else None
    own = folder / OWN_FILE if folder else None
    return folder, own.stat().st_mtime_ns if own and own.is_file() else 0


@lru_cache(maxsize=4)
def _policies(folder: Path | None, _changed: int) -> Policies:
    return load_policies(folder)


@lru_cache(maxsize=16)
def _digest(folder: Path | None, changed: int, audience: Audience, on: date) -> str:
    begun = (one for one in _policies(folder, changed).entries if one.audience is audience and one.applies_from <= on)
    return sha256("\n".join(map(repr, begun)).encode()).hexdigest()
