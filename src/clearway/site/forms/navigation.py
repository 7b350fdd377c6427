"""Where the forms stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Forms", "forms:forms", order=62, permission=Permission.FILL_FORMS),)
