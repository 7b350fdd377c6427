"""What Clearway holds of an organisation, as far as a person may see it."""

from dataclasses import dataclass

from django.urls import reverse

from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.organisations.models import Membership
from clearway.site.performance import figures
from clearway.site.performance.asked import Asked
from clearway.site.performance.standards_shown import STANDARDS
from clearway.site.submissions.models import Submission, SubmissionState


@dataclass(frozen=True, slots=True)
class Held:
    """Words and addresses. `files` is empty when there are none that this person may see."""

    files: str
    files_href: str
    figures: tuple[tuple[str, str], ...]
    months: str


def held_of(membership: Membership, code: str, kind: str) -> Held:
    """The files that an organisation sent and the figures that are published of it."""
    seen = Submission.objects.for_membership(membership).filter(organisation_code=code, state=SubmissionState.LIVE)
    count = seen.count()
    newest = seen.order_by("-received_at").first()
    files = ""
    if newest:
        counted = "1 file counts" if count == 1 else f"{count} files count"
        files = f"{counted} now; the newest came on {words.day(newest.received_at)}"
    months = _months(code) if kind == "provider" else ()
    return Held(
        files,
        reverse("submissions:submission", args=[newest.pk]) if newest else "",
        _links(code, kind, bool(months)),
        f"{words.month(months[0])} to {words.month(months[-1])}" if months else "",
    )


def _months(code: str) -> tuple[str, ...]:
    """The first and last month of which published figures are held."""
    try:
        with figures.reader().open() as opened:
            ((first, last),) = opened.execute(
                "SELECT min(month), max(month) FROM published_figures WHERE basis = 'provider' AND org_code = $code",
                {"code": code},
            ).fetchall()
    except Refused:
        return ()
    return (first, last) if first else ()


def _links(code: str, kind: str, has_figures: bool) -> tuple[tuple[str, str], ...]:
    if kind == "alliance":
        return (("Overview", reverse("performance:overview") + Asked(alliance=code).query()),)
    if not has_figures:
        return ()
    return tuple((one.heading, reverse("performance:place", args=[key, code])) for key, one in STANDARDS.items())
