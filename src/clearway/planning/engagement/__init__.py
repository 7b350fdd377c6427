"""Engagement without a screen: who is to be reached, when a consultation may open and close, dates of a planner."""
