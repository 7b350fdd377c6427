"""Django's PostgreSQL connection, in which every transaction says on whose behalf it asks."""
