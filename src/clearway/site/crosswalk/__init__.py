"""Several strategies against a plan: suggested matches, and what people say to each."""
