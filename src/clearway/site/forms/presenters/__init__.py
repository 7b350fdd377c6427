"""Forms as lists and pages."""
