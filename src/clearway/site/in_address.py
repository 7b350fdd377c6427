"""What a view shows, kept in its address: a view changed in one thing, and the query string that leads there again."""

import dataclasses
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class InAddress:
    """The state of a view: one field a parameter of its address, each with the default that is left out of it."""

    def but(self, **changes: Any) -> Self:
        """The same view with something changed."""
        return replace(self, **changes)

    def query(self) -> str:
        """The query string of the view, with its question mark; only what differs from the default is in it."""
        said = self.said()
        return f"?{urlencode(said)}" if said else ""

    def said(self) -> dict[str, Any]:
        """The parameters that differ from their defaults, in the order of the fields."""
        defaults = {one.name: one.default for one in dataclasses.fields(self)}
        return {name: value for name, value in self.fields().items() if value != defaults[name]}

    def fields(self) -> dict[str, Any]:
        """Every parameter by its name in the address."""
        return {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}
