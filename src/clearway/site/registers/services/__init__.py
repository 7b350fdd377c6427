"""What people change in registers: entries, whole files of them, and types."""
