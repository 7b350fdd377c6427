"""Write docs/stats/names.md: every public name of the statistics library with its first line, package by package."""

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

import clearway.stats

PAGE = Path(__file__).parents[1] / "docs" / "stats" / "names.md"
ASIDE = ("golden",)
"""Packages that are no part of what one installs the library for."""

HEAD = """# Every public name

Written by `make docs` from the code itself. Functions and records say here what they answer; their docstrings, shown by
`help(wilson)`, say the formula, its source and what they refuse. Examples: [the pages](README.md#what-is-where).
"""


def packages() -> list[str]:
    """The library and its packages, and the modules that stand on their own."""
    inner = sorted(f"clearway.stats.{one.name}" for one in pkgutil.iter_modules(clearway.stats.__path__) if one.ispkg)
    return ["clearway.stats", *(name for name in inner if name.rpartition(".")[2] not in ASIDE)]


def page() -> str:
    """The page."""
    parts = [HEAD]
    for package in packages():
        module = import_module(package)
        rows = [f"| `{name}` | {line_of(getattr(module, name))} |" for name in sorted(module.__all__)]
        parts.append(f"\n## {package}\n\n{(module.__doc__ or '').splitlines()[0]}\n\n| name | what |\n|---|---|\n")
        parts.append("\n".join(rows) + "\n")
    return "".join(parts)


def line_of(thing: Any) -> str:
    """The first sentence of a function or record, or what a constant is."""
    if callable(thing):
        return (thing.__doc__ or "").split("\n\n")[0].replace("\n    ", " ").strip().replace("|", "\\|")
    if isinstance(thing, str | int | float):
        return f"constant: {thing}"
    return f"constant, a {type(thing).__name__}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
