"""The manifest: which files have been received, and which of them counts now."""
