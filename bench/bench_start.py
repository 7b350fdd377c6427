"""Starting the command line: what somebody waits for who asks for help, at most half a second of CPU."""

import sys
from collections.abc import Iterator

from bench.apart import Apart, Bar

WAYS = {
    "clearway --help": ["--help"],
    "clearway waits --help": ["waits", "--help"],
    "clearway --version": ["--version"],
}
MOST = 0.5


def cases(*, is_full: bool = False) -> Iterator[Apart]:
    """Each command in a fresh process, beside Python alone."""
    ways = {name: (sys.executable, "-c", _quietly(arguments)) for name, arguments in WAYS.items()}
    yield Apart(
        "start",
        "a fresh process",
        {**ways, "Python alone": (sys.executable, "-c", "print('{}')")},
        bars=[Bar(name, "cpu", MOST) for name in ways],
    )


def _quietly(arguments: list[str]) -> str:
    """The command with its words thrown away: an answer here is one line of JSON."""
    return (
        "import contextlib, io, sys\n"
        "from clearway.cli import main\n"
        f"sys.argv[1:] = {arguments!r}\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main()\n"
        "print('{}')\n"
    )
