"""What was seen, kept beside what was made of it: the chain from a figure to an action and back."""
