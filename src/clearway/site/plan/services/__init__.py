"""What people change in plans: one function for each change, checked, written and audited in one transaction."""
