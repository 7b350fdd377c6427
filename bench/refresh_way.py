"""One way to publish a store of ten years, as a process of its own: `python -m bench.refresh_way WAY FOLDER REFERRALS`.

Ways: `build` from nothing; `again` after one trust sent one month again with one record in twenty otherwise, `altered`
with every record otherwise; `readers` the same while three processes read: does each read see whole submissions only?
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

from bench.meter import Meter
from bench.monthly_store import MonthlyStore, changed, monthly_store
from clearway.pipeline.publish import Published, publish
from clearway.records.findings import Refused
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import Reader

TRUST = "RHQ"
MONTHS = ("2019-06", "2021-11", "2023-03")
SHARES = {"again": 0.05, "altered": 1.0, "readers": 0.05}
READERS, LOADS = 3, 3

MIXED = """
    SELECT count(*)
    FROM (
        SELECT submissions.id, any_value(submissions.accepted) AS accepted, count(records.submission_id) AS held
        FROM submissions
        LEFT JOIN records ON records.submission_id = submissions.id
        WHERE submissions.organisation_code = $trust AND list_contains($months, submissions.first_month)
        GROUP BY submissions.id
    )
    HAVING count(*) <> len($months) OR sum(accepted) <> sum(held)
"""
UNEQUAL = """
    SELECT standard
    FROM cells
    WHERE NOT is_year AND NOT with_cancer AND NOT with_route AND place_kind IN ('england', 'provider')
    GROUP BY standard
    HAVING sum(total) FILTER (WHERE place_kind = 'england') <> sum(total) FILTER (WHERE place_kind = 'provider')
    UNION ALL
    SELECT standard
    FROM (SELECT standard, count(*) AS counted FROM events GROUP BY standard) AS event
    INNER JOIN (
        SELECT standard, sum(total) AS total FROM cells
        WHERE NOT is_year AND NOT with_cancer AND NOT with_route AND place_kind = 'england' GROUP BY standard
    ) AS cell USING (standard)
    WHERE event.counted <> cell.total
"""
"""What no reader may see: months of another number of files or rows than was sent, and cells that do not add up."""


def publish_once(made: MonthlyStore, *, anew: bool = False) -> Published:
    """Publish what is live."""
    return publish(
        store=made.store,
        manifest=made.manifest,
        rules=load_rule_book(),
        organisations=load_organisations(),
        anew=anew,
    )


def send_again(made: MonthlyStore, share: float) -> None:
    """Send a month again, another one each time."""
    number = len(made.manifest.rows)
    month = MONTHS[number % len(MONTHS)]
    made.send(TRUST, month, changed(made.held(TRUST, month), share, seed=number))


def measured(made: MonthlyStore, way: str) -> dict[str, Any]:
    """What one way used, from the rows on disk to figures that are published."""
    load_rule_book(), load_organisations()
    if way == "build":
        meter = Meter.started()
        published = publish_once(made, anew=True)
    else:
        publish_once(made)
        send_again(made, SHARES[way])
        meter = Meter.started()
        published = publish_once(made)
    file = made.store.analytical / published.version.file
    records = sum(row.accepted for row in made.manifest.rows if row.state == "live")
    return {
        "measured": meter.read(),
        "records": records,
        "is_refresh": published.is_refresh,
        "file": file.stat().st_size,
    }


def with_readers(made: MonthlyStore, folder: Path, referrals: int) -> dict[str, Any]:
    """Send months again while others read. `wrong` counts reads that mix submissions, and reads that failed."""
    publish_once(made)
    command = (sys.executable, "-m", "bench.refresh_way", "reader", str(folder), str(referrals))
    readers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(READERS)]
    for one in readers:
        assert one.stdout is not None
        one.stdout.readline()
    meter = Meter.started()
    for _ in range(LOADS):
        send_again(made, SHARES["readers"])
        publish_once(made)
    used = meter.read()
    told = [json.loads(one.communicate(b"\n")[0]) for one in readers]
    sums = {name: sum(one[name] for one in told) for name in ("reads", "wrong", "failed", "versions")}
    return {"measured": used, **sums}


def read_on(made: MonthlyStore) -> dict[str, int]:
    """Read again and again until a line comes: how many reads there were, and how many were wrong or failed."""
    reader, told, versions = Reader(made.store.analytical), {"reads": 0, "wrong": 0, "failed": 0}, set()
    print("reading", flush=True)
    with _Ended() as ended:
        while not ended():
            told["reads"] += 1
            try:
                with reader.open() as figures:
                    versions.add(figures.execute("SELECT value FROM about WHERE name = 'snapshot'").fetchall()[0][0])
                    told["wrong"] += _is_wrong(figures)
            except (duckdb.Error, Refused):
                told["failed"] += 1
            time.sleep(0.05)
    return {**told, "versions": len(versions)}


def _is_wrong(figures: duckdb.DuckDBPyConnection) -> bool:
    mixed = figures.execute(MIXED, {"trust": TRUST, "months": list(MONTHS)}).fetchall()
    return bool(mixed or figures.execute(UNEQUAL).fetchall())


class _Ended:
    """Says whether a line has come on standard input, without waiting for it."""

    def __enter__(self) -> "_Ended":
        return self

    def __exit__(self, *raised: object) -> None:
        sys.stdin.readline()

    def __call__(self) -> bool:
        import select

        return bool(select.select([sys.stdin], [], [], 0)[0])


def main(way: str, folder: Path, referrals: int) -> dict[str, Any]:
    """What a way says of itself."""
    made = monthly_store(folder, referrals=referrals)
    if way == "reader":
        return read_on(made)
    return with_readers(made, folder, referrals) if way == "readers" else measured(made, way)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
