"""Take the pictures of the user guide from the seeded demo, by the browser tests that walk through it.

    python scripts/take_pictures.py

They land in docs/images. Look at them before they are committed.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
WALKS = (
    "tests/system/test_strangers_file.py",
    "tests/system/test_guide_pages.py",
    "tests/system/test_measures.py",
)
MOST_BYTES = 2_000_000


def main() -> int:
    """Run the walks with somewhere to put pictures; 0 when they passed and the pictures are small enough together."""
    environment = os.environ | {"CLEARWAY_PICTURES": str(IMAGES)}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", *WALKS], cwd=ROOT, env=environment, check=False)
    sizes = {path.name: path.stat().st_size for path in sorted(IMAGES.glob("*.png"))}
    for name, size in sizes.items():
        sys.stdout.write(f"{size:9,} {name}\n")
    is_small = sum(sizes.values()) <= MOST_BYTES
    sys.stdout.write(f"{sum(sizes.values()):9,} in all{'' if is_small else f', more than {MOST_BYTES:,}'}\n")
    return done.returncode or int(not is_small)


if __name__ == "__main__":
    sys.exit(main())
