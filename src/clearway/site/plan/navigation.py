"""Where plans stand in the menu."""

from clearway.site.organisations.permission import Permission
from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Plan", "plan:plan", order=52, permission=Permission.READ_PLAN),)
