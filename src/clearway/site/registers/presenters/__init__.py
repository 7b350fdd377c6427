"""Registers as pages and files."""
