"""The benchmarks at their quick sizes: no bar is missed by much, though other tests run beside them."""

import subprocess
import sys
from pathlib import Path

import pytest
from bench.__main__ import names

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
