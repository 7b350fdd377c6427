"""From records and stories to what pages show."""
