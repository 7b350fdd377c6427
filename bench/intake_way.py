"""Reading one file of records to findings, on one core: `python -m bench.intake_way FILE`."""

import json
import sys
from pathlib import Path

import pyarrow as pa

from bench.meter import Meter
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.standards import load_rule_book


def main(path: Path) -> dict[str, object]:
    """Read the file as the guarded reader does, with one thread."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    load_rule_book()
    meter = Meter.started()
    reading = read_here(path, Declared(store_kind="demo"))
    used = meter.read()
    held = {name: table.num_rows for name, table in reading.tables.items()}
    return {"measured": used, "records": held["received"], "rejected": held["rejected"], "mends": held["mends"]}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
