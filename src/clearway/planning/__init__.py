"""The plan without a screen: its structure, reading it, checking it, its grid, what it answers of a framework."""
