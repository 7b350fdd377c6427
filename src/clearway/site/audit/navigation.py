"""Where the audit trail stands in the menu: only for those who answer for it."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Audit", "audit:trail", order=80, permission=Permission.READ_AUDIT),)
