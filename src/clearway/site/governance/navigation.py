"""Where governance stands in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Governance", "governance:governance", order=90, permission=Permission.READ_GOVERNANCE),)
