"""The tasks that people come with, and the page on which each begins: for the page of help."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission


@dataclass(frozen=True, slots=True)
class Way:
    """One task in a few words, the name of the address on which it begins, what is done there, and who may."""

    words: str
    url_name: str
    about: str
    permission: Permission | None = None
    needs_store: bool = False

    @property
    def href(self) -> str:
        """Where it begins."""
        return reverse(self.url_name)


WAYS = (
    Way("Find where people wait", "performance:overview", "The standards, trust by trust, and where the waits are."),
    Way("Understand one breach", "tracking:breaches", "Its story, the rules behind each day.", Permission.SEE_PATHWAYS),
    Way(
        "Send a file",
        "sending:send",
        "In whatever layout your system writes; progress, result, what was wrong.",
        Permission.LOAD_SUBMISSIONS,
        needs_store=True,
    ),
    Way("Say how an export is read", "mapping:profiles", "A mapping profile, made once from a sample."),
    Way("Put findings right", "quality:findings", "The mend sheet for your register, ticked off on the next load."),
    Way("Decide on a file held back", "quality:held", "What is unlike before, and whether it counts."),
    Way(
        "Compare with the published figures", "reconciliation:differences", "Each difference with what may explain it."
    ),
    Way("See what was revised", "revisions:revisions", "Figures and files that were told twice."),
    Way("See how far your work is", "jobs:jobs", "What you asked for in the background; stop it, or see what came."),
    Way("Look up an organisation", "directory:organisations", "Trusts, alliances and boards, then and now; mergers."),
    Way("Look up a rule", "standards:rules", "What each says, where it was read, how sure we are of it."),
    Way(
        "Read hazards, flows and requirements",
        "governance:governance",
        "What safety, security and data protection ask, and the test that shows it.",
        Permission.READ_GOVERNANCE,
    ),
    Way(
        "Look over broken glass",
        "break_glass:openings",
        "Who was shown for a while who a person is, without an agreement, and why.",
        Permission.REVIEW_GLASS,
    ),
    Way("See how long files are kept", "retention:retention", "What is due to be purged, and what was purged."),
)


def ways_for(membership: Membership) -> list[Way]:
    """The tasks that a membership may do, on the store that there is."""
    there = [one for one in WAYS if settings.STORE or not one.needs_store]
    return [one for one in there if one.permission is None or membership.may(one.permission)]
