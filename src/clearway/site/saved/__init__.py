"""Saved views: an address within the site under a name, for one person in one organisation."""
