"""How much memory a build takes is a setting, also for ten years: less changes no figure."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REFERRALS_A_YEAR = 75_000
"""Some 900,000 records of ten years in 700 files."""

MOST_BYTES = 1_700_000_000
"""Of the whole process: half a gigabyte of the engine, and one chunk of records beside it on its way through Python."""

BUILD = """
import json, sys
from contextlib import closing
from pathlib import Path
from bench.meter import peak
from bench.monthly_store import monthly_store
from clearway.pipeline.build import BuildSettings
from clearway.pipeline.publish import publish
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import open_read_only
made = monthly_store(Path(sys.argv[1]), referrals=int(sys.argv[2]))
published = publish(
    store=made.store, manifest=made.manifest, rules=load_rule_book(), organisations=load_organisations(),
    settings=BuildSettings(memory_limit=sys.argv[3], threads=2), anew=True,
)
used = peak()
with closing(open_read_only(made.store.analytical / published.version.file)) as figures:
    sums = {
        name: figures.execute(f"SELECT count(*), CAST(sum(hash(row)) AS VARCHAR) FROM {name} AS row").fetchall()
        for name in ("cells", "events", "records")
    }
print(json.dumps({"peak": used, "sums": sums}))
"""


@pytest.mark.long
def test_ten_years_are_built_in_half_a_gigabyte_as_they_are_in_eight(tmp_path: Path) -> None:
    told = {}
    for limit in ("8GB", "512MB"):
        script = tmp_path / "build.py"
        script.write_text(BUILD, encoding="utf-8")
        command = [sys.executable, str(script), str(tmp_path / "ten-years"), str(REFERRALS_A_YEAR), limit]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        ended = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        assert ended.returncode == 0, ended.stderr[-2000:]
        told[limit] = json.loads(ended.stdout)
    assert told["512MB"]["sums"] == told["8GB"]["sums"]
    assert told["512MB"]["peak"] < MOST_BYTES
