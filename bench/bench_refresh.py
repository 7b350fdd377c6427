"""One month sent again into ten years: what it costs beside building everything, and what readers see meanwhile."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.apart import Apart, Bar
from bench.made_up import DATA
from bench.monthly_store import monthly_store

BUILD, AGAIN, ALTERED = "built from nothing", "one month again, 5 % otherwise", "one month again, all otherwise"
MEANWHILE = "three months again while three read"
MOST_SHARE = 0.08
SIZES = (("3 million records of ten years", 225_000, False), ("10 million records of ten years", 750_000, True))


def cases(*, is_full: bool = False) -> Iterator[Apart]:
    """One comparison a size; in a full run also a large region's."""
    for words, referrals, is_big in SIZES:
        if is_full or not is_big:
            folder = DATA / f"monthly-{referrals}"
            monthly_store(folder, referrals=referrals)
            way = (sys.executable, "-m", "bench.refresh_way")
            named = {BUILD: "build", AGAIN: "again", ALTERED: "altered", MEANWHILE: "readers"}
            yield Apart(
                "publish",
                words,
                {words_of: (*way, name, str(folder), str(referrals)) for words_of, name in named.items()},
                bars=[Bar(one, "work", MOST_SHARE, BUILD) for one in (AGAIN, ALTERED)],
            )


def judged_together(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Reads that were wrong or failed while months were sent again: none may be."""
    for row in rows:
        if row["way"] == MEANWHILE and "unavailable" not in row:
            told = row["answer"]
            wrong = told["wrong"] + told["failed"]
            asked = f"wrong or failed among {told['reads']:,} reads of {told['versions']} versions by three readers"
            is_kept = wrong == 0 and told["reads"] > 0
            yield {
                "case": row["case"], "size": row["size"], "bar": asked, "value": wrong, "most": 0, "is_kept": is_kept,
            }  # fmt: skip
