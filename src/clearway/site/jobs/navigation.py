"""Where background work stands in the menu."""

from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Your work", "jobs:jobs", order=95),)
