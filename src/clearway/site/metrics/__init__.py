"""What a monitoring system reads: counts and ages, nothing of any person."""
