"""Where the data pages stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Data", "submissions:data", order=85, permission=Permission.SEE_FIGURES),)
