"""The chain of a deliverable."""
