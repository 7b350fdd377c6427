"""Strategy documents read on screen: proposals beside their sentences, answered by a person."""
