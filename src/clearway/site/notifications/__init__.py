"""Notices to people: what changed, what to do, where; in the page and by a daily mail."""
