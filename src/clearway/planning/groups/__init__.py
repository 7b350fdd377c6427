"""Groups without a screen: who sits where, who is missing, whether a meeting may decide, what a calendar is told."""
