"""The template environment: NHS.UK components beside our own templates, everything escaped."""

from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from clearway.site import words
from clearway.site.downloads import download_href
from clearway.site.evidence.seen import seen_here


def environment(**options: Any) -> Environment:
    """The Jinja environment that Django asks for. Undefined chains are lenient because the NHS.UK macros need it."""
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja", "templates")])
    options |= {"trim_blocks": True, "lstrip_blocks": True, "undefined": ChainableUndefined}
    made = Environment(**(options | {"autoescape": True}))  # noqa: S701 - escaping is on, whatever the options say
    made.globals.update(static=static, url=reverse, get_messages=get_messages, download_href=download_href)
    made.globals["seen_here"] = seen_here
    made.filters.update(words.FILTERS)
    return made
