"""The virus scanner of a deployment, where it has one: a command that is given a path and answers by its exit code.

`CLEARWAY_ANTIVIRUS` names it, such as `clamdscan --no-summary --fdpass`; it is run without a shell. 0 means clean and
1 infected; anything else, or no answer in time, means that the file could not be checked, and then it is not read.
"""

import os
import subprocess
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.db import transaction

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor

CLEAN_EXIT, INFECTED_EXIT = 0, 1


class Verdict(Enum):
    """What a scanner says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


def is_configured() -> bool:
    """Whether this deployment names a scanner."""
    return bool(settings.ANTIVIRUS)


def verdict(path: Path) -> Verdict:
    """What the scanner of this deployment says of a file. Only to be asked when one is configured."""
    command = [*settings.ANTIVIRUS, str(path.resolve())]
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    try:
        ended = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=settings.ANTIVIRUS_SECONDS,
            check=False,
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return Verdict.UNKNOWN
    return {CLEAN_EXIT: Verdict.CLEAN, INFECTED_EXIT: Verdict.INFECTED}.get(ended, Verdict.UNKNOWN)


def refuse_infected(paths: Sequence[Path], *, by: Actor) -> None:
    """Scan files that lie outside the store before they are read; they stay where they are.

    Raises `Refused` for the first that is infected (and audits it) or could not be checked. Without a scanner: nothing.
    """
    for path in paths if is_configured() else ():
        said = verdict(path)
        if said is Verdict.INFECTED:
            with transaction.atomic():
                audit.record(event="infected file refused", by=by, subject=("file", path.name[:120]))
            raise infected(path.name, "It was left where it is and not read.")
        if said is Verdict.UNKNOWN:
            raise unchecked(path.name)


def infected(name: str, what_was_done: str) -> Refused:
    """The refusal of a file that the scanner flagged."""
    return Refused(
        f"The virus scanner flagged {name}. {what_was_done} Nothing was loaded.",
        "This is not your fault, and it may be a false alarm. Tell your IT service desk, and export the file again "
        "from the register rather than sending the same one.",
        code="VIRUS_FOUND",
    )


def unchecked(name: str) -> Refused:
    """The refusal of a file on which the scanner gave no verdict."""
    return Refused(
        f"{name} could not be checked for viruses, so it was not read. Nothing was loaded.",
        "Try again in a while. If it happens again, tell your administrator that the virus scanner does not answer.",
        code="VIRUS_UNCHECKED",
    )
