"""What a confirmed proposal becomes in the plan: an activity marked as a draft, with its sentence and place."""

import re
from typing import Any

from clearway.site.strategies.models import ProposedCommitment

QUARTER = re.compile(r"(\d{4}/\d\d) (Q[1-4])")
HALF = re.compile(r"(\d{4}/\d\d) (H[12])")
FINANCIAL_YEAR = re.compile(r"\d{4}/\d\d")
MONTH = re.compile(r"(\d{4}-\d\d)(?:-\d\d)?")


def due_of(dates: list[dict[str, str]]) -> dict[str, Any] | None:
    """The first date that a plan can hold, as its files write it, with the words that print it; None without one."""
    for one in dates:
        value, printed = one["value"], {"printed": one["printed"]}
        if found := QUARTER.fullmatch(value):
            return {"quarter": found[2], "year": found[1]} | printed
        if found := HALF.fullmatch(value):
            return {"half": found[2], "year": found[1]} | printed
        if FINANCIAL_YEAR.fullmatch(value):
            return {"year": value} | printed
        if found := MONTH.fullmatch(value):
            return {"month": found[1]} | printed
        if re.fullmatch(r"\d{4}", value):
            return {"year": int(value)} | printed
    return None


def rest_of(proposal: ProposedCommitment) -> dict[str, Any]:
    """What a plan file says of the activity besides its words."""
    rest: dict[str, Any] = {
        "note": note_of(proposal),
        "reference": f"{proposal.document.name}, {place_in_words(proposal)}",
    }
    if due := due_of(proposal.dates):
        rest["due"] = due
    if proposal.recommendations:
        rest["recommendations"] = proposal.recommendations
    return rest


def note_of(proposal: ProposedCommitment) -> str:
    """The draft's note: owner and target as printed, for which an activity has no field, then the sentence."""
    said = [
        f"owner in the source: {'; '.join(proposal.owners)}" if proposal.owners else "",
        f"target in the source: {'; '.join(proposal.targets)}" if proposal.targets else "",
        f"source sentence: “{proposal.sentence}”",
    ]
    return "Draft. " + ". ".join(filter(None, said))


def place_in_words(proposal: ProposedCommitment) -> str:
    """Where the sentence stands, such as "page 2, line 14"."""
    return f"page {proposal.page}, line {proposal.line}" if proposal.page else f"line {proposal.line}"
