"""The groups of the alliance on screen: who sits in them, when they meet, what they decide, what they ask."""
