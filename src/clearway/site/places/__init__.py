"""Places and their measures on screen: the ambitions, the summary, what changed, a place, two places compared."""
