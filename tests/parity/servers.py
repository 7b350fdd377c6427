"""Spark Connect servers for the tests, on loopback only: Sail in seconds, real Spark when there is time and Java."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 90


def environment_python(variable: str, folder: str, command: str) -> Path:
    """The Python of another environment. Absent: the test is skipped and says so; with CI=true it fails."""
    python = Path(os.environ.get(variable) or ROOT / folder / "bin" / "python")
    if python.exists():
        return python
    message = f"{folder} is not there ({command} makes it)"
    if os.environ.get("CI") == "true":
        pytest.fail(message + "; with CI=true it must be")
    pytest.skip(message)


def client_python() -> Path:
    """The Python that has Spark's light client and Sail."""
    return environment_python("CLEARWAY_SPARK_PYTHON", ".venv-spark", "make spark")


def run_by_client(*arguments: str | Path, timeout: float = 600) -> subprocess.CompletedProcess[str]:
    """Run something with the client's Python and our sources, to its end."""
    own = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONWARNINGS": "default"}
    return subprocess.run(
        [client_python(), *map(str, arguments)],
        env=os.environ | own,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
    )


@contextmanager
def sail_server() -> Iterator[str]:
    """A Sail server on a free port; its address."""
    port = _free_port()
    sail = client_python().with_name("sail")
    with _served([str(sail), "spark", "server", "--ip", "127.0.0.1", "--port", str(port)], port, {}) as url:
        yield url


@contextmanager
def spark_server() -> Iterator[str]:
    """Real Spark on two threads of this machine, on a free port; its address."""
    python = environment_python("CLEARWAY_PYSPARK_PYTHON", ".venv-pyspark", "make pyspark")
    found = [str(python), "-c", "import pyspark; print(pyspark.__path__[0])"]
    home = subprocess.run(found, capture_output=True, text=True, check=True).stdout.strip()
    port = _free_port()
    command = [
        *(f"{home}/bin/spark-submit", "--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *("--master", "local[2]", "--conf", f"spark.connect.grpc.binding.port={port}"),
        *("--conf", "spark.connect.grpc.binding.address=127.0.0.1", "--conf", "spark.ui.enabled=false"),
        "spark-internal",
    ]
    own = {"SPARK_HOME": home, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": str(python)}
    with _served(command, port, own) as url:
        yield url


@contextmanager
def _served(command: list[str], port: int, environment: dict[str, str]) -> Iterator[str]:
    server = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, server)
        yield f"sc://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode} before it answered")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answered on port {port} within {SECONDS_TO_START} s")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
