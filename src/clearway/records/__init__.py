"""The contracts: one file per table, with each column's meaning, weakness and constraint."""
