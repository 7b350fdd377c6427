"""Bids and options held against a weighted framework: what was scored, by whom, and how firm the order is."""
