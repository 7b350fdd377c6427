"""Broken glass as lists and as a page."""
