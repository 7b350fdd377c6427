"""Groups as lists, pages and pictures."""
