"""Where engagement stands in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Engagement", "engagement:engagement", order=54, permission=Permission.READ_ENGAGEMENT),)
