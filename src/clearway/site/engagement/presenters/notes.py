"""The notes that stand under every table of engagement."""

from functools import partial

from clearway.site.groups.presenters import notes as of_groups

SYNTHETIC = "Synthetic: made up for a demo. No such event, consultation or comment exists."

notes = partial(of_groups.notes, synthetic=SYNTHETIC)
"""Where a table of engagement comes from. With a `source` of its own it is not called made up."""
