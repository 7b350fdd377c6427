"""Where measures by place stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (
    Entry("Summary", "places:summary", order=15, permission=Permission.SEE_FIGURES),
    Entry("Places", "places:places", order=42, permission=Permission.SEE_FIGURES),
)
