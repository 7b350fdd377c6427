"""Where the rules stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Rules", "standards:rules", order=95, permission=Permission.SEE_FIGURES),)
