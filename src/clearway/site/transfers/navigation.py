"""Where transfers stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Transfers", "transfers:transfers", order=35, permission=Permission.SEE_FIGURES),)
