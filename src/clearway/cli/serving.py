"""Serving a store: the web server and the job worker, under one supervisor."""

import http.client
import os
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from clearway.cli.answers import say
from clearway.cli.supervisor import Child, Supervisor
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder, StoreKind

WORKERS = 2
THREADS = 2
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def check_may_serve(store: StoreFolder, host: str, port: int) -> None:
    """Refuse to serve people's records in clear over a network, or on a port that is taken."""
    if host not in LOOPBACK and store.kind is StoreKind.LIVE and os.environ.get("CLEARWAY_HTTPS") != "1":
        raise Refused(
            f"A live store is not served on {host} without https.",
            "Serve on 127.0.0.1 behind a proxy that ends https, and set CLEARWAY_HTTPS=1 and CLEARWAY_HOSTS.",
            code="SERVE-UNSAFE",
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Port {port} on {host} cannot be used ({error.strerror}).",
                "Stop what uses it, or choose another: --port 8001.",
                code="SERVE-PORT",
            ) from error


def serve(store: StoreFolder, host: str, port: int) -> bool:
    """Serve until told to stop. Returns whether the end was asked for (and not a process that would not stay up)."""
    os.environ["CLEARWAY_STORE"] = str(store.path)
    if host not in LOOPBACK:
        hosts = os.environ.get("CLEARWAY_HOSTS", "")
        os.environ["CLEARWAY_HOSTS"] = ",".join(filter(None, [hosts, host]))
    web = Child("web server", web_command(host, port))
    worker = Child("job worker", [sys.executable, "-m", "clearway.site.jobs"])
    return Supervisor([web, worker], say).run(when_up=_announcer(host, port))


def web_command(host: str, port: int) -> list[str]:
    """The web server: two workers of two threads; a request may take a minute."""
    memory = Path("/dev/shm")  # noqa: S108 - heartbeat files of the server, so that a slow disk does not end workers
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "clearway.site.wsgi:application"),
        *("--bind", address),
        *("--workers", str(WORKERS), "--threads", str(THREADS)),
        *("--timeout", "60", "--graceful-timeout", "10"),
        *("--log-level", "warning"),
        *(["--worker-tmp-dir", str(memory)] if memory.is_dir() else []),
    ]


def _announcer(host: str, port: int) -> Callable[[], bool]:
    """A question asked until the answer is yes: is the site up? It then says where."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound

    def is_up() -> bool:
        try:
            with closing(http.client.HTTPConnection(shown, port, timeout=2)) as asking:
                asking.request("GET", "/health", headers={"Host": f"localhost:{port}"})
                if asking.getresponse().status != 200:
                    return False
        except OSError:
            return False
        say(f"Clearway is at http://{f'[{shown}]' if ':' in shown else shown}:{port}  (Ctrl-C stops it)")
        return True

    return is_up
