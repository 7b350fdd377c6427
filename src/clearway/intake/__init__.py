"""Readers: one for each source. A file is read strictly, in a process of its own, or refused in words."""
