"""The audit trail: who did what to what, in an order that cannot be changed unseen."""
