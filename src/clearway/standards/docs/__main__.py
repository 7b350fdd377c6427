"""`python -m clearway.standards.docs [FOLDER]`: write the pages (default folder: docs/standards)."""

import sys
from pathlib import Path

from clearway.standards.docs.folder import write

if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/standards")
    print(f"Wrote {len(write(folder))} pages to {folder}.")
