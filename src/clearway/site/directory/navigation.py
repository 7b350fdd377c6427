"""Where the directory stands in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Organisations", "directory:organisations", order=45, permission=Permission.SEE_FIGURES),)
