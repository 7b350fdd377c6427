"""`python -m clearway.measures.catalogue.docs [FOLDER]`: write the pages (default folder: docs/measures)."""

import sys
from pathlib import Path

from clearway.measures.catalogue.docs.folder import write

if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/measures")
    print(f"Wrote {len(write(folder))} pages to {folder}.")
