"""Where registers stand in the menu."""

from clearway.site.pages.navigation import Entry

ENTRIES = (Entry("Registers", "registers:registers", order=55),)
