"""Data quality on screen: what to mend, what is held back, how complete each sender's records are."""
