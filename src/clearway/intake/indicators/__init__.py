"""Readers of published indicators: one file in, one table of observations out."""
