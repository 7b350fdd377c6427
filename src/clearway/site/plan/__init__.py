"""Delivery plans as rows: what was promised, who owes it, by when; every change on the trail."""
