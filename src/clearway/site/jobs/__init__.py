"""Slow work that a person can leave and come back to."""
