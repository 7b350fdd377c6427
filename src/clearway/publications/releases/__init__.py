"""What is made for an audience and let out by two people: files, what they say of themselves, and their checks."""

from clearway.publications.releases.checks import Check, Outcome, checked
from clearway.publications.releases.made import Asked, Made, MadeFile, Report, Standing, silent

__all__ = ["Asked", "Check", "Made", "MadeFile", "Outcome", "Report", "Standing", "checked", "silent"]
