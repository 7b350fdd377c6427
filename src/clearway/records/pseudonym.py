"""The names of the pseudonym columns that stand in analytical rows in place of identifying ones."""

PERSON, PATHWAY = "person", "pathway"
"""A person's and a pathway's keyed pseudonym; the key lies outside the store."""
