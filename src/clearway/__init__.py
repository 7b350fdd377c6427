"""Clearway: waits for cancer diagnosis and treatment by the national rules, each one explained."""

__version__ = "0.1.0"
