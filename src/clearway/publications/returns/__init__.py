"""Returns: anybody's Excel form, its cells marked once, filled from the plan and the measures, verified, locked."""
