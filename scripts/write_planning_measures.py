"""Write the measured pages of planning: how well documents are read, and how well matches are suggested.

The marks lie with the tests and the seeds beside the checkout, so it runs from a checkout: .venv/bin/python THIS
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Write the pages."""
    from tests.planning.crosswalk.report import page as matching
    from tests.planning.documents.report import page as reading

    for name, page in {"reading-strategies": reading, "crosswalk": matching}.items():
        (ROOT / "docs" / f"{name}-measured.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
