"""The operational database: where it is, whose rows a question may touch, and how it is moved and copied."""
