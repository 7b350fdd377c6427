"""Changes that people make to forms and returns: each checked, written and audited in one transaction."""
