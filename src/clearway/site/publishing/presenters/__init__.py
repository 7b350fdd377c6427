"""Publications as their pages tell them."""
