"""Measures on screen: the catalogue, each measure with its fair comparisons, and what is not measured yet."""
