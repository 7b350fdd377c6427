"""Is it safe to serve this store to others? Each question with its answer, and what to do when the answer is no."""

import http.client
import os
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from clearway.store.folder import StoreFolder, StoreKind

SHORTEST_TOKEN = 20
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Something that is not safe. `is_refused`: nobody may be served until it is mended; else it is advice."""

    what: str
    mend: str
    is_refused: bool = True


def unsafe_settings(store: StoreFolder) -> Iterator[Unsafe]:
    """What is wrong with settings, files and their permissions, before anything is served."""
    yield from _files(store)
    if store.kind is StoreKind.LIVE:
        yield from _network()
    token = os.environ.get("CLEARWAY_METRICS_TOKEN", "")
    if token and len(token) < SHORTEST_TOKEN:
        yield Unsafe("CLEARWAY_METRICS_TOKEN is short enough to be guessed.", f"Use {SHORTEST_TOKEN} signs or more.")


def unsafe_proxy(url: str) -> Iterator[Unsafe]:
    """What is wrong with the way from a browser to the site: asked at its public address, as a browser would."""
    asked = urlsplit(url)
    if asked.scheme != "https" or not asked.hostname:
        yield Unsafe(f"{url} is not an https address.", "Give the address that browsers use: https://…")
        return
    try:
        status, headers = _answer(asked.hostname, asked.port)
    except OSError as error:
        yield Unsafe(f"{url} does not answer ({error}).", "Start the site and its proxy, then check again.")
        return
    location = headers.get("location", "")
    if status in (301, 308) and location.startswith("https://"):
        yield Unsafe(
            "The proxy does not tell the site that browsers use https: every page leads to itself for ever.",
            "Have it set X-Forwarded-Proto to https, and remove the one that browsers send (see deploy/).",
        )
    elif status != 200:
        yield Unsafe(f"{url} answers with {status}.", "The host must be in CLEARWAY_HOSTS, and passed on unchanged.")
    elif "strict-transport-security" not in headers:
        yield Unsafe("The answer lacks Strict-Transport-Security.", "Have the proxy pass the site's headers on.")
    missing = [name for name in ("content-security-policy", "x-frame-options") if name not in headers]
    if status == 200 and missing:
        yield Unsafe(f"The proxy strips {', '.join(missing)}.", "Have it pass the site's headers on.")


def _files(store: StoreFolder) -> Iterator[Unsafe]:
    key = store.key_file
    if key.is_relative_to(store.path):
        yield Unsafe(
            f"The key {key} lies in the store: whoever copies the folder has both.",
            "Move it out, and name its place in CLEARWAY_KEY_FILE.",
        )
    inside = [store.operational] if store.database == "sqlite" else []
    for path in (store.path, store.submissions, store.identifiers, *inside):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o007:
            yield Unsafe(f"{path} can be reached by everybody on this machine (mode {mode:04o}).", f"chmod o= {path}")
    if os.geteuid() == 0:
        yield Unsafe(
            "Clearway runs as root.", "Run it as a user of its own (see deploy/).", store.kind is StoreKind.LIVE
        )
    if not _assets().is_dir():
        yield Unsafe("The pages' style sheets are not built.", "Run: make assets")


def _network() -> Iterator[Unsafe]:
    hosts = [one for one in os.environ.get("CLEARWAY_HOSTS", "").split(",") if one]
    if os.environ.get("CLEARWAY_HTTPS") != "1":
        yield Unsafe(
            "CLEARWAY_HTTPS is not 1: cookies would travel in clear.", "Put a proxy that ends https before it."
        )
    if not hosts:
        yield Unsafe("CLEARWAY_HOSTS names no host.", "Name the host that browsers ask for.")
    if wide := [one for one in hosts if "*" in one or one.startswith(".")]:
        yield Unsafe(f"CLEARWAY_HOSTS lets any name through ({', '.join(wide)}).", "Name each host in full.")
    if not os.environ.get("CLEARWAY_ANTIVIRUS"):
        yield Unsafe(
            "Uploaded files are not scanned for viruses.", "Name a scanner in CLEARWAY_ANTIVIRUS.", is_refused=False
        )


def _assets() -> Path:
    return Path(__file__).resolve().parent.parent / "site" / "assets"


def _answer(host: str, port: int | None) -> tuple[int, dict[str, str]]:
    """Status and headers of the sign-in page, asked for without following where it leads."""
    with closing(http.client.HTTPSConnection(host, port, timeout=SECONDS)) as asking:
        asking.request("GET", "/sign-in")
        told = asking.getresponse()
        return told.status, {name.lower(): value for name, value in told.getheaders()}
