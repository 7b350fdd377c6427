"""Our figures beside the published ones: which numbers differ, and which records could explain it."""
