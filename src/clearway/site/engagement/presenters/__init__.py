"""What the pages of engagement show: tables and the same as files."""
