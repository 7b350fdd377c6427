"""The pages about people and their access."""
