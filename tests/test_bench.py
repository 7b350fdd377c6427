"""The benchmarks at their quick sizes: no bar is missed by much, though other tests run beside them."""

import subprocess
import sys
from pathlib import Path

import pytest
from bench.__main__ import names
from bench.apart import Apart, Bar, judged

ROOT = Path(__file__).parents[1]


@pytest.mark.long
@pytest.mark.parametrize("name", names())
def test_a_benchmark_keeps_its_bars(name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bench", name, "--beside-others"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=3600,
    )
    assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr[-2000:]}"


def test_a_way_that_gives_no_answer_misses_its_bar_and_a_peer_that_gives_none_leaves_nothing_to_judge() -> None:
    case = Apart("page", "50 rows", {"ours": (), "theirs": ()}, bars=[Bar("ours", "work", 0.5, "theirs")])
    ours, theirs = {"way": "ours", "work": 1.0}, {"way": "theirs", "work": 4.0}
    assert [one["is_kept"] for one in judged(case, [ours, theirs])] == [True]
    assert [one["is_kept"] for one in judged(case, [ours, {"way": "theirs", "work": 1.0}])] == [False]
    assert [one["is_kept"] for one in judged(case, [{"way": "ours", "unavailable": "it fell over"}, theirs])] == [False]
    assert judged(case, [ours, {"way": "theirs", "unavailable": "out of memory"}]) == []
