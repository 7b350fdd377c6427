"""Made-up records of England for the benchmarks, written once and kept under `bench/data`."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Size:
    """How many records, in words and as the generator is asked for them. `is_big`: only in a full run.

    A small one shows how the cost grows; it is not judged, since starting a query weighs too much in it.
    """

    name: str
    words: str
    asked: tuple[str, ...]
    is_big: bool = False
    is_judged: bool = True

    def records(self) -> Path:
        """The file of records, made when it is not there."""
        path = DATA / f"{self.name}.parquet"
        if not path.exists():
            DATA.mkdir(exist_ok=True)
            subprocess.run([*COMMAND, "--records-only", path, *self.asked], check=True, stdout=sys.stderr)
        return path


COMMAND = (sys.executable, "-c", "from clearway.cli import main; main()", "demo", "--scale", "england")
SIZES = (
    Size("million", "1 million records", ("--years", "1", "--referrals", "830000"), is_judged=False),
    Size("year", "3.3 million records", ("--years", "1", "--referrals", "2750000")),
    Size("three-years", "10 million records", ("--years", "3", "--referrals", "2910000"), is_big=True),
    Size("ten-years", "33 million records", ("--years", "10", "--referrals", "2910000"), is_big=True),
)
