"""The measures of a trust, for the page of the organisation."""

from django.urls import reverse
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.measures import figures
from clearway.site.measures.permissions import Sight
from clearway.site.performance import figures as position
from clearway.site.places.areas import own_codes
from clearway.site.places.asked import Asked
from clearway.site.places.presenters.summary import ENGLAND, Across, Heading, SummaryTable, rows_of, table_of

PROVIDER = "provider"


def summary_href(code: str) -> str:
    """The summary of the alliance that sums a trust today; empty where none does."""
    known, today = position.organisations(), timezone.localdate()
    alliance = known.alliance_of_provider(code, today).alliance
    if alliance not in {one.code for one in known.alliances(today)}:
        return ""
    return reverse("places:summary") + Asked(alliance=alliance).query()


def trust_measures(code: str, name: str, sight: Sight) -> SummaryTable | None:
    """Every measure held of a trust of the store's own alliance beside England, what needs looking at first.

    None for any other trust (the summary of its alliance has it) and before anything was loaded. The trust is asked for
    with its fellows, as the summary asks, so that one answer serves both.
    """
    fellows = own_codes(PROVIDER)
    if code not in fellows:
        return None
    columns = [Across(PROVIDER, code, Heading(name)), Across("england", "", Heading(ENGLAND))]
    try:
        rows = rows_of(list(figures.catalogue()), columns, sight, {PROVIDER: tuple(sorted(fellows))})
    except Refused:
        return None
    own = sorted((row for row in rows if row.cells[0]), key=lambda row: row.order)
    empty = "No measure that is loaded here is published for this trust."
    return table_of("measures", f"Measures of {name}", columns, own, empty)
