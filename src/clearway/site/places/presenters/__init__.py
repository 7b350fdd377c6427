"""Measures by place, in words and tables."""
