"""Views: parse the address, ask, present."""
