"""Revisions: what changed from one telling of a month to the next."""
