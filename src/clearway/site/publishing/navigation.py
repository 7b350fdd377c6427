"""Where publications stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Publications", "publishing:releases", order=56, permission=Permission.READ_PUBLICATIONS),)
