"""The changes that people make to forms: each is one function, permitted, audited, in one transaction."""
