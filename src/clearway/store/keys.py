"""The key of a store: one secret file outside the folder, from which each purpose takes its own key.

Nothing inside a store can be reversed or forged without this file: pseudonyms, the audit chain and the
sessions all hang on it. It is never copied into the store, a backup or a log.
"""

import hashlib
import hmac
import json
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from clearway.records.findings import Refused

KEY_FILE_VARIABLE = "CLEARWAY_KEY_FILE"
MASTER_BYTES = 32


@dataclass(frozen=True, slots=True)
class StoreKey:
    """The master secret of one store. `id` is kept beside every pseudonym, so that keys can be changed later."""

    id: str
    master: bytes

    def for_purpose(self, purpose: str) -> bytes:
        """The 32-byte key for one purpose (such as `pseudonym` or `audit`): HMAC-SHA-256 of the purpose's name."""
        return hmac.new(self.master, f"clearway:{purpose}".encode(), hashlib.sha256).digest()

    def __repr__(self) -> str:
        return f"StoreKey(id={self.id!r})"


def key_file_of(store: Path) -> Path:
    """Where the key of a store lies: `CLEARWAY_KEY_FILE`, else `<store>.key` beside the folder."""
    named = os.environ.get(KEY_FILE_VARIABLE)
    folder = store.absolute()
    return Path(named).absolute() if named else folder.with_name(folder.name + ".key")


def create_key(path: Path) -> StoreKey:
    """Write a new key, readable by its owner alone. A key that is there already is used, never replaced."""
    if path.exists():
        return read_key(path)
    key = StoreKey(id=secrets.token_hex(4), master=secrets.token_bytes(MASTER_BYTES))
    words = json.dumps({"id": key.id, "key": key.master.hex()}) + "\n"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(
            f"The key file {path} cannot be written ({error.strerror}).",
            f"Make its folder writable, or name another place in {KEY_FILE_VARIABLE}.",
            code="STORE-KEY-UNWRITABLE",
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(words)
    return key


def read_key(path: Path) -> StoreKey:
    """Read a key; refused when it is missing, open to others or not a key."""
    try:
        mode = path.stat().st_mode
        words = path.read_text(encoding="ascii")
    except OSError as error:
        raise Refused(
            f"The key file {path} cannot be read ({error.strerror}).",
            f"Bring the key back from where it is kept safe, or name its place in {KEY_FILE_VARIABLE}. "
            "Without it the store cannot be opened.",
            code="STORE-KEY-MISSING",
        ) from error
    if stat.S_IMODE(mode) & 0o077:
        raise Refused(
            f"The key file {path} can be read by others (mode {stat.S_IMODE(mode):04o}).",
            f"Make it yours alone: chmod 600 {path}",
            code="STORE-KEY-OPEN",
        )
    try:
        fields = json.loads(words)
        key = StoreKey(id=str(fields["id"]), master=bytes.fromhex(fields["key"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(
            f"The file {path} is not a Clearway key.",
            f"Bring the right key back, or name its place in {KEY_FILE_VARIABLE}.",
            code="STORE-KEY-UNREADABLE",
        ) from error
    if len(key.master) != MASTER_BYTES:
        raise Refused(
            f"The key in {path} has the wrong length.",
            f"Bring the right key back, or name its place in {KEY_FILE_VARIABLE}.",
            code="STORE-KEY-UNREADABLE",
        )
    return key
