"""Where the position stands in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (
    Entry("Overview", "performance:overview", order=10, permission=Permission.SEE_FIGURES),
    Entry("Waits", "performance:waits", order=20, permission=Permission.SEE_FIGURES),
    Entry("Running week", "performance:running_week", order=30, permission=Permission.SEE_FIGURES),
    Entry("Alliances", "performance:alliances", order=40, permission=Permission.SEE_FIGURES),
)
