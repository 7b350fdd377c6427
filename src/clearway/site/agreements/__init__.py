"""Sharing agreements: who may send which records to the alliance, for what, and until when."""
