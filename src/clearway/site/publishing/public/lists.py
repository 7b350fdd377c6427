"""Help near you, tests and trials: what the registers that everybody may read hold, a few titles of each."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.performance.places import home_alliance
from clearway.site.publishing.public.areas import PublicArea
from clearway.site.registers import listing
from clearway.site.registers.known import known_types
from clearway.site.registers.schema import Schema

HELP, TESTS = "Help near you", "Tests and trials"
HEADINGS = {"services": HELP, "campaigns": HELP, "genetic_tests": TESTS, "clinical_trials": TESTS}
"""Under which heading of a public page a register stands; one that is named here and not public is left out."""
MOST_TITLES = 5


@dataclass(frozen=True, slots=True)
class ListShown:
    """A register on a public page: its title, the first of its entries, how many more there are, and its address."""

    title: str
    about: str
    titles: tuple[str, ...]
    more: bool
    href: str


def lists_for(area: PublicArea) -> dict[str, list[ListShown]]:
    """The public registers with entries for an area, under their headings; empty ones are left out."""
    found: dict[str, list[ListShown]] = {}
    for schema in known_types():
        heading = HEADINGS.get(schema.key)
        if heading and schema.is_public and (shown := _shown(schema, area)):
            found.setdefault(heading, []).append(shown)
    return found


def _shown(schema: Schema, area: PublicArea) -> ListShown | None:
    """A list of what serves a district or the whole alliance; for any other area, of everything."""
    codes = (area.district, home_alliance()) if schema.geography and area.district else ("",)
    titles: dict[str, None] = {}
    has_more = False
    for code in codes:
        filters = {schema.geography: code} if code else {}
        question = listing.Question(schema=schema, on=timezone.localdate(), filters=filters)
        try:
            page = listing.page_of(question, None, rows=MOST_TITLES)
        except Refused:
            continue
        titles |= dict.fromkeys(one.title for one in page.entries)
        has_more = has_more or page.has_after
    if not titles:
        return None
    href = reverse("registers:public_register", args=[schema.key])
    return ListShown(schema.title, schema.about, tuple(titles), has_more, href)
