"""Documents beside forms and entries of registers."""
