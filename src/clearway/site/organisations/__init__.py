"""Organisations, and who holds which role in which of them from when to when."""
