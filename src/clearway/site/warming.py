"""What the first visitor of a process would wait for: read once while the process starts, before anybody comes."""

import importlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from django.template.loader import get_template
from django.urls import get_resolver

log = logging.getLogger("clearway.site")

SITE = Path(__file__).parent
IMPORTED_LATE = ("scipy.special", "scipy.optimize")
"""What `stats` imports when it is first needed, so that the command line stays quick."""


def warm_up() -> None:
    """Read rules, definitions, places and templates; what cannot be read is left to the page that needs it.

    No database and no analytical file is opened.
    """
    for step in (_addresses, _imports, _references, _templates):
        _done(step)


def _done(step: Callable[[], None]) -> None:
    try:
        step()
    except Exception:
        log.exception("warming up went wrong; pages will say what is the matter")


def _addresses() -> None:
    """Every view, with what it imports."""
    _ = get_resolver().url_patterns


def _imports() -> None:
    for name in IMPORTED_LATE:
        importlib.import_module(name)


def _references() -> None:
    from clearway.site.measures import figures as measures
    from clearway.site.measures.kept import program
    from clearway.site.performance import figures
    from clearway.site.places.areas import reference

    measures.catalogue()
    figures.rules()
    reference()
    program()


def _templates() -> None:
    for name in _own_templates():
        get_template(name)


def _own_templates() -> Iterator[str]:
    for folder in sorted((SITE / "jinja2", *SITE.glob("*/jinja2"))):
        for path in sorted(folder.rglob("*.jinja")):
            yield path.relative_to(folder).as_posix()
