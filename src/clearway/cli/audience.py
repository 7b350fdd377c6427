"""For whom a command answers, and the day whose policies hold."""

from datetime import date, datetime

import typer

from clearway.pipeline.manifest import LONDON
from clearway.publications.disclosure import Audience


def audience_named(word: str) -> Audience:
    """The audience of a word. Wrong use for any other word."""
    try:
        return Audience(word)
    except ValueError:
        known = ", ".join(one.value for one in Audience)
        raise typer.BadParameter(f"An audience is one of {known}.", param_hint="--audience") from None


def today() -> date:
    """Today in London."""
    return datetime.now(tz=LONDON).date()
