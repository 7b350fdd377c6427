"""Engagement: who is to be reached and how, consultations, what people said and what was done about it."""
