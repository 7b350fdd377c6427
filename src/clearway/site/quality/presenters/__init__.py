"""Data quality in words and tables."""
