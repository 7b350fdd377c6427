"""Where strategy documents stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Strategies", "strategies:documents", order=54, permission=Permission.EDIT_PLAN),)
