"""Pathways one by one: the list of breaches, the story of each, and who has looked at it."""
