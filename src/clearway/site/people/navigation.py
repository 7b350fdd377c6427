"""Where people stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("People", "people:people", order=70, permission=Permission.MANAGE_PEOPLE),)
