"""XmR charts with all rules and both icons: ten thousand series of three years, beside abspc one series at a time."""

import os
import sys
from collections.abc import Iterator

from bench.apart import Apart, Bar

SERIES, POINTS = 10_000, 36
PEERS_PYTHON = os.environ.get("CLEARWAY_PEERS_PYTHON") or sys.executable
OURS, PEER = "Clearway", "abspc"
TIMES_FASTER = 500


def cases(*, is_full: bool = False) -> Iterator[Apart]:
    """One comparison; `work` counts from when everything is imported and the series are made.

    Rule lengths differ (abspc has 8 and 6), so the answers are held together by points outside and targets passed.
    """
    asked = (str(SERIES), str(POINTS))
    yield Apart(
        "XmR with rules and icons",
        f"{SERIES:,} series of {POINTS} points",
        {
            OURS: (sys.executable, "-m", "bench.spc_way", *asked),
            PEER: (PEERS_PYTHON, "-W", "ignore", "-m", "bench.spc_peer", *asked),
        },
        bars=[Bar(OURS, "work", 1 / TIMES_FASTER, PEER)],
        agree=(OURS, PEER),
    )
