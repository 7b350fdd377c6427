"""Which addresses can be saved: those of this site that a person can come back to, and that name nobody."""

import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.urls import Resolver404, resolve

from clearway.records.findings import Refused
from clearway.site.annotations.wording import could_identify
from clearway.site.saved.models import LONGEST_ADDRESS

LEFT_OUT = ("format", "table", "after", "before", "page")
"""What belongs to one download or one page of a list, and not to the list."""


def saved_address(asked: str) -> str:
    """The address as it is kept: a path of this site and what was asked there.

    Refused, with words, for an address of another site, one that leads nowhere, and one with nine digits in a row.
    """
    if len(asked) > LONGEST_ADDRESS or any(unicodedata.category(sign) == "Cc" for sign in asked):
        raise _no_view()
    try:
        parts = urlsplit(asked)
        resolve(parts.path)
    except (ValueError, Resolver404) as error:
        raise _no_view() from error
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        raise _no_view()
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in LEFT_OUT]
    if could_identify(parts.path) or any(could_identify(value) for _, value in kept):
        raise Refused(
            "The address holds nine digits or more in a row, which could be an NHS number.",
            "Save the list without that search.",
            code="SAVED-IDENTIFY",
        )
    return f"{parts.path}?{urlencode(kept)}" if kept else parts.path


def _no_view() -> Refused:
    return Refused(
        "This is no address that can be saved.",
        "Open the list, and choose “Save this view” there.",
        code="SAVED-ADDRESS",
    )
