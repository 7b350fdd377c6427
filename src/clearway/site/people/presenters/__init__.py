"""People, roles and sessions as lists."""
