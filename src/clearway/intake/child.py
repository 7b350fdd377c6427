"""Reading in a process of its own, with memory and time limits: a hostile or broken file can only end its own process.

The process (`nursery`) has an almost empty environment, so that no key is within its reach. It sets its own limits
before it looks at the file, and hands its tables back as Arrow files and its words as JSON through a private temporary
folder.
"""

import contextlib
import json
import os
import resource
import signal
import tempfile
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.nursery import READERS, WORDS_OF_DEATH, run_child, serve
from clearway.intake.plain_rows import SMALL, PlainRows, plain_rows
from clearway.intake.plain_rows import as_plain as rows_as_plain
from clearway.intake.plain_rows import from_plain as rows_from_plain
from clearway.intake.profiles.loading import profile_from
from clearway.intake.profiles.sample import Sample, take_sample
from clearway.intake.profiles.writing import written
from clearway.intake.reading import Declared, Reading, Source
from clearway.records.findings import Finding, FindingKind, Refused

REQUEST, OUTCOME = "request.json", "outcome.json"
MEMORY_SIGNS = (
    "memory allocation of",
    "MemoryError",
    "bad_alloc",
    "ArrowMemoryError",
    "capacity overflow",
    "Cannot allocate",
)
OUT_OF_MEMORY_EXIT = 77
SMALLER = "Look for a sheet or row that goes on far beyond its figures; save only what is needed, or send it in parts."


def read_in_child(path: Path, declared: Declared, limits: Limits = DEFAULT, *, scratch: Path | None = None) -> Reading:
    """Read one file with the reader its content asks for, in a child process.

    `scratch` is where the private temporary folder is made (a store passes its own disk). Raises `Refused` with words
    for a person when the file cannot be read, or when reading it took more memory or time than allowed.
    """
    if not path.is_file():
        raise FileNotFoundError(f"There is no file {path}")
    with tempfile.TemporaryDirectory(prefix="clearway-reading-", dir=scratch) as folder:
        room = Path(folder)
        request = {"path": str(path.resolve()), "declared": as_plain(declared)}
        return handed_back(room, ask_child(request, room, declared.file_name or path.name, limits))


def look_in_child(path: Path, file_name: str = "", limits: Limits = DEFAULT, *, scratch: Path | None = None) -> Sample:
    """The beginning of a file whose layout nobody knows yet, looked at in a child process.

    Raises `Refused` when it is no table that could be read.
    """
    if not path.is_file():
        raise FileNotFoundError(f"There is no file {path}")
    with tempfile.TemporaryDirectory(prefix="clearway-looking-", dir=scratch) as folder:
        room, name = Path(folder), Path(file_name or path.name).name
        told = ask_child({"path": str(path.resolve()), "look": name}, room, name, limits)["sample"]
        rows = tuple(tuple(row) for row in told.pop("rows"))
        return Sample(**told | {"headings": tuple(told["headings"]), "why": tuple(told["why"])}, rows=rows)


def rows_in_child(path: Path, file_name: str = "", limits: Limits = SMALL, *, scratch: Path | None = None) -> PlainRows:
    """The rows of a small file as they stand, read in a child process. Raises `Refused` when it cannot be read."""
    with tempfile.TemporaryDirectory(prefix="clearway-rows-", dir=scratch) as folder:
        room, name = Path(folder), Path(file_name or path.name).name
        told = ask_child({"path": str(path.resolve()), "rows": name}, room, name, limits)
        return rows_from_plain(told["plain_rows"])


def ask_child(request: dict[str, Any], room: Path, name: str, limits: Limits, module: str = READERS) -> dict[str, Any]:
    """What a child answers to a request about one file; `module` is the one that reads and replies (`reply`).

    Raises `Refused` in the child's words, or in ours when it ended early. `name` is what the sender called the file.
    """
    (room / REQUEST).write_text(json.dumps(request | {"limits": asdict(limits)}), encoding="utf-8")
    try:
        exit_code = run_child(room, limits.seconds, module)
    except TimeoutError:
        raise too_slow(limits) from None
    if not (room / OUTCOME).exists():
        raise ended_early(exit_code, room, name, limits)
    outcome: dict[str, Any] = json.loads((room / OUTCOME).read_text(encoding="utf-8"))
    if "refused" in outcome:
        refused = outcome["refused"]
        raise Refused(refused["reason"], refused["mend"], code=refused["code"])
    return outcome


def ended_early(exit_code: int, room: Path, name: str, limits: Limits) -> Refused:
    """Why a child ended without an answer: memory, processor time, or a fault of ours."""
    last_words = (room / WORDS_OF_DEATH).read_text(encoding="utf-8", errors="replace")[-4000:]
    if exit_code == OUT_OF_MEMORY_EXIT or any(sign in last_words for sign in MEMORY_SIGNS):
        megabytes = limits.memory_bytes // 1_000_000
        words = f"Reading the file would take more than {megabytes:,} MB of memory, the limit; it was stopped."
        return Refused(words, SMALLER, code="READING_MEMORY")
    if exit_code == -signal.SIGXCPU:
        return too_slow(limits)
    how = f"exit {exit_code}{exception_type(last_words)}"
    words = f"The reader stopped before it was done ({how}); nothing of {Path(name).name} was loaded."
    return Refused(
        words, "Try again; if it happens again, report it with the kind of file, not the file.", code="READER_STOPPED"
    )


def exception_type(last_words: str) -> str:
    """The type of the exception that ended the child, without its message, which might hold a value of the file."""
    last_line = last_words.strip().rsplit("\n", 1)[-1]
    name = last_line.split(":", 1)[0]
    return f", {name}" if name.replace(".", "").replace("_", "").isalnum() else ""


def too_slow(limits: Limits) -> Refused:
    """The refusal of a file that takes too long."""
    return Refused(
        f"Reading the file took longer than {limits.seconds:g} seconds, the limit; it was stopped.",
        SMALLER,
        code="READING_TIME",
    )


def handed_back(room: Path, outcome: dict[str, Any]) -> Reading:
    """The child's answer as a reading, its tables mapped from the room."""
    tables = {}
    for name in outcome["tables"]:
        with pa.memory_map(str(room / f"{name}.arrow")) as mapped, pa.ipc.open_file(mapped) as stored:
            tables[name] = stored.read_all()
    findings = [Finding(**{**one, "kind": FindingKind(one["kind"])}) for one in outcome["findings"]]
    return Reading(outcome["reader"], Source(**outcome["source"]), tables, findings, outcome["facts"])


def as_plain(declared: Declared) -> dict[str, str | None]:
    """A declaration as JSON can carry it."""
    plain = asdict(replace(declared, profile=None))
    plain["profile"] = written(declared.profile) if declared.profile else None
    plain["today"] = declared.today.isoformat() if declared.today else None
    return plain


def from_plain(plain: dict[str, Any]) -> Declared:
    """A declaration as `as_plain` wrote it."""
    today, profile = plain.pop("today"), plain.pop("profile")
    return Declared(
        **plain,
        today=date.fromisoformat(today) if today else None,
        profile=profile_from(profile) if profile else None,
    )


def reply(room: Path, answer: Callable[[dict[str, Any], Limits], dict[str, Any]]) -> int:
    """The child's side: limits first, then the file, then the answer. Every exception becomes words or an exit code."""
    request = json.loads((room / REQUEST).read_text(encoding="utf-8"))
    limits = Limits(**request["limits"])
    limit_this_process(limits)
    try:
        answered = answer(request, limits)
    except MemoryError:
        return OUT_OF_MEMORY_EXIT
    except Refused as refused:
        answered = {"refused": {"reason": refused.reason, "mend": refused.mend, "code": refused.code}}
    unfinished = room / f"{OUTCOME}.part"
    unfinished.write_text(json.dumps(answered), encoding="utf-8")
    unfinished.rename(room / OUTCOME)
    return 0


def main(room: Path) -> int:
    """Reply to a request to look at a file, for its rows as they stand, or for its reading."""

    def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
        path = Path(request["path"])
        if "look" in request:
            return {"sample": asdict(take_sample(path, request["look"], limits))}
        if "rows" in request:
            return {"plain_rows": rows_as_plain(plain_rows(path, request["rows"], limits))}
        from clearway.intake.readers import read_here

        reading = read_here(path, from_plain(request["declared"]), limits, scratch=room)
        write_tables(reading, room)
        return told_of(reading)

    return reply(room, answer)


def told_of(reading: Reading) -> dict[str, Any]:
    """A reading without its tables, as JSON can carry it."""
    return {
        "reader": reading.reader,
        "source": asdict(reading.source),
        "tables": list(reading.tables),
        "findings": [asdict(one) for one in reading.findings],
        "facts": dict(reading.facts),
    }


def write_tables(reading: Reading, room: Path) -> None:
    """Each table as an Arrow file that the parent maps into memory."""
    for name, table in reading.tables.items():
        with pa.OSFile(str(room / f"{name}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table, max_chunksize=262_144)


def limit_this_process(limits: Limits) -> None:
    """Cap address space, processor seconds, size of files written and core dumps of the process that calls this."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        os.nice(5)


if __name__ == "__main__":
    from clearway.intake import readers  # noqa: F401 - what every reading needs is read before a child is forked
    from clearway.intake.profiles.library import shipped_profiles
    from clearway.standards.load import load_rule_book

    shipped_profiles()
    load_rule_book()
    serve(main)
