"""Where measures stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Measures", "measures:catalogue", order=50, permission=Permission.SEE_FIGURES),)
