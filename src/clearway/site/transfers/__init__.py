"""Transfers: hand-overs between trusts, pair by pair."""
