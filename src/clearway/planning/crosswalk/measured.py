"""How good suggested matches were found to be: the figures of the measured page that a person should see beside them.

`docs/crosswalk-measured.md` is written from what is measured; a test holds these figures against it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured from one score on. `held_against` says what counted as right."""

    held_against: str
    score: float
    suggested: int
    precision: float
    recall: float
    reach: float

    @property
    def words(self) -> str:
        """The figures in a sentence."""
        return (
            f"Held against {self.held_against}: {round(100 * self.precision)} in 100 suggestions were right, and "
            f"{round(100 * self.reach)} in 100 commitments with an answer in the plan had a right one among theirs."
        )


MEASURED = (
    Measured("numbers that the plan of 2016-17 prints (the easy case)", 0.10, 37, 0.57, 1.00, 1.00),
    Measured("its deliverables, by the workstream that prints the number", 0.10, 28, 0.82, 0.16, 0.89),
    Measured("links that somebody inferred, which are no truth", 0.10, 47, 0.47, 0.92, 1.00),
)
