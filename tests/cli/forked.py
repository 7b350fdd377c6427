"""Commands as processes of their own that need not import everything anew: each is forked from one that has.

The one that has imported knows no store and no setting of Django yet, so that a command begins as it does at a desk.
How a command starts from nothing is looked at in `test_start.py` and `test_run.py`, with the installed script.
"""

import atexit
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NOT_BEFOREHAND = ("clearway.site", "clearway.cli")
"""What needs a store to be imported, or is the command itself."""
BEFOREHAND = (
    *("duckdb", "pyarrow.parquet", "pyarrow.compute", "scipy.special", "typer", "rich.progress", "jinja2"),
    *("django.core.management", "django.db.models", "django.db.backends.sqlite3.base", "django.http", "django.urls"),
    *("django.template", "django.contrib.sessions", "cryptography.hazmat.primitives.ciphers"),
)


class Forking:
    """A process that has imported what commands import, and forks one for each that is asked for.

    `env` is its environment while it imports; each command has its own.
    """

    def __init__(self, env: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=dict(env),
        )
        theirs.close()
        self.line = ours.makefile("rw", encoding="utf-8")
        self.ours = ours
        atexit.register(self.close)

    def close(self) -> None:
        """End the process, and what leads to it."""
        self.process.kill()
        self.process.wait()
        self.line.close()
        self.ours.close()

    def run(
        self, arguments: list[str], *, given: str, env: Mapping[str, str], seconds: float
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end. Raises TimeoutExpired, once it was stopped, when it takes longer."""
        with tempfile.TemporaryDirectory() as name:
            files = [Path(name) / one for one in ("given", "out", "err")]
            files[0].write_text(given, encoding="utf-8")
            wanted = {
                "arguments": arguments,
                "env": dict(env),
                "cwd": os.getcwd(),
                "files": [str(one) for one in files],
            }
            self._say(wanted)
            self.ours.settimeout(seconds)
            number = self._hear()
            try:
                code = self._hear()
            except TimeoutError as late:
                os.killpg(number, signal.SIGKILL)
                raise subprocess.TimeoutExpired(arguments, seconds) from late
            out, err = (one.read_text(encoding="utf-8") for one in files[1:])
            return subprocess.CompletedProcess(arguments, code, out, err)

    def _say(self, wanted: Mapping[str, Any]) -> None:
        self.line.write(json.dumps(wanted) + "\n")
        self.line.flush()

    def _hear(self) -> int:
        return int(self.line.readline())


def serve(line: Any) -> None:
    """Fork for each line, say the number of the process, wait for its end, say how it ended."""
    for asked in line:
        number = os.fork()
        if number == 0:
            become(json.loads(asked))
            return
        line.write(f"{number}\n")
        line.flush()
        _, status = os.waitpid(number, 0)
        line.write(f"{os.waitstatus_to_exitcode(status)}\n")
        line.flush()


def become(wanted: Mapping[str, Any]) -> None:
    """Be the command that was asked for, to the end."""
    os.setsid()
    os.environ.clear()
    os.environ.update(wanted["env"])
    os.chdir(wanted["cwd"])
    for number, (name, way) in enumerate(zip(wanted["files"], ("r", "w", "w"), strict=True)):
        with open(name, way) as file:
            os.dup2(file.fileno(), number)
    sys.argv = ["clearway", *wanted["arguments"]]
    os._exit(ended())


def ended() -> int:
    """Run the command and what it has to do at its end. Its thousands of modules need not be taken down one by one."""
    from clearway.cli import main

    code: Any = 0
    try:
        main()
    except SystemExit as said:
        code = said.code
    except BaseException:
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]  # what the interpreter does before it ends: threads, then atexit
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return int(code or 0)


def import_beforehand() -> None:
    """What commands import, but for what needs a store."""
    import importlib
    import pkgutil

    import clearway

    def modules(folder: Any, prefix: str) -> list[str]:
        found = []
        for one in pkgutil.iter_modules(folder, prefix):
            if one.name.startswith(NOT_BEFOREHAND):
                continue
            found.append(one.name)
            if one.ispkg:
                found += modules([str(Path(at) / one.name.rpartition(".")[2]) for at in folder], f"{one.name}.")
        return found

    for name in (*BEFOREHAND, *modules(clearway.__path__, "clearway.")):
        importlib.import_module(name)


if __name__ == "__main__":
    import_beforehand()
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])).makefile("rw", encoding="utf-8"))
