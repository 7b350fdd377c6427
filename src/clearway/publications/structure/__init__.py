"""The picture of a structure: who answers to whom, drawn from data."""

from clearway.publications.structure.picture import picture

__all__ = ["picture"]
