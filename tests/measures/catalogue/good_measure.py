"""A local definition in which everything is right, to be spoiled one key at a time."""

from pathlib import Path

GOOD = """\
id: LOC-WAIT1
name: First call within two days
domain: waiting_times
kind: rarely
numerator: people called within two days
denominator: people referred
exclusions: [People without a telephone]
unit: percent
polarity: higher
source: booking system
levels: [provider]
periodicity: monthly
method: wilson
serves: [A-EDX-8]
in_dashboard: false
targets:
  - {kind: milestone, value: 90, by: "2027-03", source: our board, verification: memory}
why_it_matters: A call ends the guessing.
cannot_tell: Whether the call helped.
definition_basis: design
found_in:
  - {from: waits, standard: "28", count: within, bases: [computed], finest: trust}
status: draft, not reviewed
reviewed_by_role: Booking lead
next_review: 2027-01-31
"""


def written(folder: Path, text: str = GOOD, name: str = "LOC-WAIT1.yaml") -> Path:
    """The definition as a file of an alliance's own folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder
