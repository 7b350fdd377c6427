"""The position on a Spark Connect server of its own: `python -m bench.spark_way sail|spark FILE`.

The server is started on a free port of this machine, asked once, and stopped; its CPU seconds are in the sum.
"""

import os
import sys
from pathlib import Path

from tests.parity.servers import run_by_client, sail_server, spark_server

SERVERS = {"sail": sail_server, "spark": spark_server}


def main(server: str, records: Path) -> int:
    """Ask one server; prints the answer of `bench.position_way`."""
    with SERVERS[server]() as url:
        os.environ["CLEARWAY_SPARK_URL"] = url
        ended = run_by_client("-m", "bench.position_way", "spark", records.resolve(), timeout=7200)
    sys.stdout.write(ended.stdout)
    sys.stderr.write(ended.stderr[-3000:])
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
