"""`python -m clearway.standards.governance [FOLDER]`: write the pages made from the four files (default: docs)."""

import sys
from pathlib import Path

from clearway.standards.governance.pages import write

if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    print(f"Wrote {len(write(folder))} pages under {folder}.")
