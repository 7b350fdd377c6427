"""Mapping profiles that are saved, shared and remembered for a sender, and the page that makes one from a sample."""
