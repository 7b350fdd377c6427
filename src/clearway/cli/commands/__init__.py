"""The commands. A module here that decorates functions with `@command` is found by itself; nothing else to edit."""
