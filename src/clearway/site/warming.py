"""What the first visitor of a process would wait for: read once while the process starts, before anybody comes."""

import importlib
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import timezone

from clearway.site.jobs.kinds import job_kinds
from clearway.standards.places import Level

log = logging.getLogger("clearway.site")

SITE = Path(__file__).parent
NAMED = re.compile(r"""{%-? *(?:from|import|include|extends) +["']([^"']+)["']""")
"""A template that another one names."""

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
    job_kinds()


def _references() -> None:
    from clearway.site.measures import figures as measures
    from clearway.site.measures.deprivation import fifths_and_residents
    from clearway.site.measures.kept import program
    from clearway.site.performance import figures
    from clearway.site.places.areas import reference

    measures.catalogue()
    figures.rules()
    places, today = reference(), timezone.localdate()
    fifths_and_residents([one.code for one in places.areas(Level.DISTRICT, today)], today, places)
    program()


def _templates() -> None:
    """Our own templates, and those of the design system that they name."""
    wanted, read = set(_own_templates()), set[str]()
    while wanted:
        paths = [cast("Any", get_template(name)).origin.name for name in sorted(wanted)]
        read |= wanted
        wanted = {named for path in paths for named in NAMED.findall(Path(path).read_text(encoding="utf-8"))} - read


def _own_templates() -> Iterator[str]:
    for folder in sorted((SITE / "jinja2", *SITE.glob("*/jinja2"))):
        for path in sorted(folder.rglob("*.jinja")):
            yield path.relative_to(folder).as_posix()
