"""What goes wrong with the machine under a command, in words: database, room, memory, a missing library."""

import errno
import os
import shutil
import sqlite3
import sys

from clearway.records.findings import Refused

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NOTHING_HALF = "Nothing was half written."


def mishap_in_words(fault: Exception) -> Refused | None:
    """The refusal that a mishap of the machine amounts to, or None for a fault of Clearway's own."""
    if isinstance(fault, MemoryError) or type(fault).__name__ == "OutOfMemoryException":
        return Refused(
            "There was not enough memory for this.",
            f"Ask for less at once, give the machine more memory, or end what else uses it. {NOTHING_HALF}",
            code="MEMORY",
        )
    if isinstance(fault, OSError) and fault.errno in FULL:
        where = f" at {fault.filename}" if fault.filename else ""
        return Refused(f"The disk is full{where}.", f"Make room and try again. {NOTHING_HALF}", code="NO-ROOM")
    if isinstance(fault, ModuleNotFoundError) and fault.name and not fault.name.startswith("clearway"):
        return Refused(
            f"This needs the library {fault.name}, which is not installed.",
            "Install Clearway with all it needs: requirements/run.txt. What does not need it works without.",
            code="LIBRARY-MISSING",
        )
    return _database_in_words(fault) if _is_of_the_database(fault) else None


def _is_of_the_database(fault: Exception) -> bool:
    database = sys.modules.get("django.db")
    return isinstance(fault, sqlite3.Error) or (database is not None and isinstance(fault, database.DatabaseError))


def _database_in_words(fault: Exception) -> Refused | None:
    said = str(fault)
    if "locked" in said:
        return Refused(
            "Another process is writing to the store's database, and did not end in time.",
            f"Wait until it has ended, then try again; CLEARWAY_LOCK_SECONDS says how long to wait. {NOTHING_HALF}",
            code="STORE-LOCKED",
        )
    if "full" in said or "disk I/O" in said:
        return Refused(
            f"The disk of the store is full, or failing ({said}){_free()}.",
            f"Make room and try again. {NOTHING_HALF}",
            code="NO-ROOM",
        )
    if "readonly" in said or "unable to open" in said:
        return Refused(
            "The store's database cannot be written.",
            "Check that the disk is not read-only and that the file belongs to the user that runs Clearway.",
            code="STORE-UNWRITABLE",
        )
    if "malformed" in said or "not a database" in said:
        return Refused(
            "The store's database is damaged.",
            "Stop Clearway, keep the store as it is, and bring the newest backup back: clearway restore. Copies from "
            "before upgrades lie in its folder `backups`.",
            code="DATABASE-DAMAGED",
        )
    return None


def _free() -> str:
    """How much room there is where the store lies, in words."""
    store = os.environ.get("CLEARWAY_STORE")
    return f"; {shutil.disk_usage(store).free:,} bytes are free there" if store else ""
