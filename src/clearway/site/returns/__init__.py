"""Returns: forms of others marked once, filled from the plan and the measures, locked when they are submitted."""
