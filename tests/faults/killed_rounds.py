"""Rounds of loading that are killed at random moments: run as a process of its own by the test of fault 39.

    python -m tests.faults.killed_rounds STORE ROUNDS SEED

Everything is imported once; each round is a fork that loads and publishes one more file and is killed with signal 9.
Prints one JSON object a round.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tests.intake.builders import csv_text, records

MOST_SECONDS = 30.0


def main(place: Path, rounds: int, seed: int) -> None:
    """Kill as many loads, and tell of each what was acknowledged and what was there afterwards."""
    from clearway.cli.stores import use_or_make_store
    from clearway.store.folder import StoreKind

    store = use_or_make_store(place, kind=StoreKind.DEMO)
    import clearway.pipeline.load
    from clearway.intake.readers import read_here

    clearway.pipeline.load.read_file = lambda path, said, limits, scratch: read_here(path, said, limits)  # type: ignore
    dice = random.Random(seed)
    lasted = warm_up(store)
    for number in range(1, rounds + 1):
        # Anywhere; while the file is staged and committed; while the figures are built and renamed.
        share = dice.uniform(*((0.0, 1.1), (0.0, 0.3), (0.5, 1.1))[number % 3])
        acknowledged = killed_load(store, number, after=share * lasted)
        print(json.dumps({"round": number, "acknowledged": acknowledged, **state(store)}), flush=True)


def warm_up(store: Any) -> float:
    """How long one load takes that nobody kills."""
    began = time.monotonic()
    killed_load(store, 0, after=MOST_SECONDS)
    return time.monotonic() - began


def killed_load(store: Any, number: int, *, after: float) -> list[str]:
    """Load file `number` in a fork that is killed after some seconds. Returns what it said was done: load, publish."""
    from django.db import connection

    path = store.path.parent / f"sent-{number}.csv"
    path.write_text(csv_text(records(*[{"record_id": f"r{number}-{row}"} for row in range(number + 1)])))
    connection.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            load_and_publish(store, path, number, writing)
        finally:
            os._exit(0)
    os.close(writing)
    until = time.monotonic() + after
    ended = 0
    while not ended and time.monotonic() < until:
        ended, _ = os.waitpid(child, os.WNOHANG)
        time.sleep(0.002)
    if not ended:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        return said.read().split()


def load_and_publish(store: Any, path: Path, number: int, writing: int) -> None:
    """One load and one publish, each told when it has returned: from then on it may not be lost."""
    from clearway.cli.stores import acting_person
    from clearway.intake.reading import Declared
    from clearway.pipeline.load import load
    from clearway.pipeline.publish import publish
    from clearway.site.submissions.manifest import OperationalManifest
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import load_organisations

    manifest = OperationalManifest(acting_person(None))
    load([path], store=store, manifest=manifest, declared=Declared(organisation="RZA"))
    os.write(writing, b"load ")
    publish(store=store, manifest=manifest, rules=load_rule_book(), organisations=load_organisations())
    os.write(writing, b"publish ")


def state(store: Any) -> dict[str, Any]:
    """What is there: submissions and their rows by the manifest, problems, and what a reader sees."""
    from clearway.pipeline.verify import problems_of
    from clearway.site.audit.services import mark_problems, verify_chain
    from clearway.site.submissions.services import all_submissions
    from clearway.store.analytical import Reader

    held = all_submissions()
    reader = Reader(store.analytical)
    with reader.open() as figures:
        ((shown,),) = figures.sql("SELECT count(*) FROM submissions").fetchall()
        ((rows,),) = figures.sql("SELECT count(*) FROM records").fetchall()
        ((told,),) = figures.sql("SELECT sum(accepted) FROM submissions").fetchall()
    reader.close()
    return {
        "held": [one.accepted for one in held],
        "problems": [one.problem for one in problems_of(store, held)] + [one.problem for one in verify_chain()],
        "mark": [one.problem for one in mark_problems()],
        "shown": int(shown),
        "rows_shown": int(rows),
        "rows_of_shown": int(told),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
