"""For whom a command answers, and the policies that hold for them today."""

from collections.abc import Iterable
from datetime import date, datetime

import duckdb
import typer

from clearway.pipeline.manifest import LONDON
from clearway.publications.disclosure import Audience, Policy, PolicyOf, load_policies, policy_for
from clearway.store.folder import StoreFolder


def audience_named(word: str) -> Audience:
    """The audience of a word. Wrong use for any other word."""
    try:
        return Audience(word)
    except ValueError:
        known = ", ".join(one.value for one in Audience)
        raise typer.BadParameter(f"An audience is one of {known}.", param_hint="--audience") from None


def for_whom(audience: str) -> str:
    """What stands below computed figures, so that they are not passed on by mistake."""
    return f"Computed figures, for {audience_named(audience).words} (--audience {audience})."


def policies_for(
    audience: str, figures: duckdb.DuckDBPyConnection, folder: StoreFolder, *, basis: str = "computed"
) -> PolicyOf:
    """What gives the policy of a store, today, for figures told apart by some details. Wrong use for another word."""
    who, policies, on = audience_named(audience), load_policies(folder.policies), _today()

    def policy_of(details: Iterable[str]) -> Policy:
        return policy_for(figures, basis, details, who, policies=policies, on=on)

    return policy_of


def _today() -> date:
    """Today in London."""
    return datetime.now(tz=LONDON).date()
