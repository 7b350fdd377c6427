"""Where groups stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Groups", "groups:groups", order=53, permission=Permission.READ_GROUPS),)
