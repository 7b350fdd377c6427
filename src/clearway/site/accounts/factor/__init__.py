"""The second step of signing in with a password: codes of a telephone, and the codes that stand in for it."""
