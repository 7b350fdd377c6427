"""The changes that people make: notes beside charts, measures of their own, reviews."""
