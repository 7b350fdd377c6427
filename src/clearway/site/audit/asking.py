"""Which request is being answered: its name and its page stand on every event that it leads to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Asking:
    """A request by its name, sixteen hexadecimal digits."""

    id: str
    request: HttpRequest

    @property
    def page(self) -> str:
        """The name of the page that answers: never its address, which may hold what is nobody's business."""
        found = self.request.resolver_match
        return found.view_name if found else ""


_asking: ContextVar[Asking | None] = ContextVar("asking_request", default=None)


def current() -> Asking | None:
    """The request that is being answered here; None in workers and commands."""
    return _asking.get()


@contextmanager
def answering(request: HttpRequest, name: str) -> Iterator[None]:
    """Answer a request under its name."""
    token = _asking.set(Asking(name, request))
    try:
        yield
    finally:
        _asking.reset(token)
