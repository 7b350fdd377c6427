"""The position on screen: overview, standards, trusts, alliances side by side, the running week, definitions."""
