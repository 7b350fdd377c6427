"""Write the table of disclosure policies into its page: `python scripts/write_disclosure_policy.py`."""

from datetime import date
from pathlib import Path

from clearway.publications.disclosure import load_policies
from clearway.publications.disclosure.page import policy_table

PAGE = Path(__file__).parents[1] / "docs" / "governance" / "disclosure.md"
BEGIN, END = "<!-- policies: written by scripts/write_disclosure_policy.py -->", "<!-- end of policies -->"
AS_AT = date(2026, 1, 1)
"""The table is of the policies shipped, so of a fixed day: it changes when they do."""


def page() -> str:
    """The page with its table as the policies are now."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{policy_table(load_policies(), AS_AT)}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
