"""Making publications and letting them out: each step checked, written and audited in one transaction."""
