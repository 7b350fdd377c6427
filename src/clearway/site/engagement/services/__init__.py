"""What people change of engagement: each function checks the permission and the state, writes and audits."""
