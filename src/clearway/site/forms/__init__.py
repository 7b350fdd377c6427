"""Forms: typed questionnaires that several organisations fill, sign and learn from."""
