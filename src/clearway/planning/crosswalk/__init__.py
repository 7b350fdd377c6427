"""The crosswalk: commitments of several strategies beside one plan, with suggested matches that a person decides on.

A suggestion has a score and the words that made it. It is no match until a person has accepted it.
"""
