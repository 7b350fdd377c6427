"""How long files are kept, what is held back from purging, and purging itself."""
