"""Where the breaches stand in the menu: only for roles that open pathways."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Breaches", "tracking:breaches", order=25, permission=Permission.SEE_PATHWAYS),)
