"""Pages that belong to no single area of work: home, help, search, health and errors."""
