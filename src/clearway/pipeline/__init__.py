"""From a file to figures: the one loader, the manifest of what is live, and the analytical store built from it."""
