"""Where returns stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Returns", "returns:returns", order=54, permission=Permission.READ_RETURNS),)
