"""`clearway backup` and `clearway restore`: a store in one file, and back again, verified."""

import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.progress import shown_progress
from clearway.cli.stores import acting_person, set_up_django, use_store
from clearway.records.findings import Refused
from clearway.store.folder import check_format, read_store
from clearway.store.keys import KEY_FILE_VARIABLE, key_file_of, read_key

if TYPE_CHECKING:
    from clearway.pipeline.backup import About

WITHOUT_KEY = (
    "The key is not in it: keep {key} safe, apart from the backup. Without it nobody can open the backup as a store, "
    "and whoever has only the backup cannot sign in, forge the audit trail or search for people by NHS number."
)
WITH_KEY = (
    "The key is in it: whoever has this file can open everything in it. Keep it as you would keep the records "
    "themselves, and encrypt it before it leaves this machine."
)
CONFIDENTIAL = "The backup holds identifiers as they are in the store: it is as confidential as the store."


@command("backup", example="clearway backup --store my-store --out my-store-2026-11-22.tar.zst")
def backup(
    store: Store,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="A new file: .tar, .tar.gz or .tar.zst.")],
    without_figures: Annotated[
        bool, typer.Option("--without-figures", help="Leave the figures out: they can be built anew.")
    ] = False,
    with_key: Annotated[bool, typer.Option("--with-key", help="Put the store's key into the file too.")] = False,
    run_as: RunAs = None,
    as_json: Json = False,
) -> None:
    """Write the whole store to one file while it is in use. The key stays out unless you ask for it."""
    folder = use_store(store)
    from django.db import transaction
    from django.utils import timezone

    from clearway.pipeline.backup import back_up
    from clearway.site.audit import services as audit
    from clearway.site.operational.moving import copy_to_sqlite
    from clearway.site.organisations.permission import Permission

    by = acting_person(run_as)
    if not by.may(Permission.MANAGE_RETENTION):
        raise Refused(
            "Only an information governance lead or an administrator takes the whole store away.",
            "Say with --as EMAIL on whose behalf this is done.",
            code="NOT-ALLOWED",
        )
    with transaction.atomic():
        audit.record(
            event="backup taken", by=by, subject=("store", folder.id), source=out.name[:200], after={"key": with_key}
        )
    with shown_progress() as progress:
        made = back_up(
            folder,
            out.absolute(),
            at=timezone.now(),
            with_figures=not without_figures,
            with_key=with_key,
            copy_database=None if folder.database == "sqlite" else copy_to_sqlite,
            progress=progress,
        )
    say(WITH_KEY if with_key else WITHOUT_KEY.format(key=folder.key_file))
    say(CONFIDENTIAL)
    if as_json:
        answer_json({"backup": out, "bytes": out.stat().st_size, **_plain(made)})
    else:
        figures = "with the figures shown now" if made.has_figures else "without figures"
        answer(
            f"{out}: {made.submissions} submissions, {len(made.files)} files, {figures}; {out.stat().st_size:,} bytes."
        )


@command("restore", example="clearway restore my-store-2026-11-22.tar.zst --store my-store-again --key my-store.key")
def restore(
    backup_file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    store: Annotated[Path, typer.Option("--store", metavar="DIR", help="Where to put it: a folder that is not there.")],
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="The store's key file.")] = None,
    as_json: Json = False,
) -> None:
    """Unpack a backup, verify all of it, and only then put it in its place."""
    place = store.absolute()
    if place.exists():
        raise Refused(f"{place} is there already.", "Name a folder that is not there.", code="STORE-EXISTS")
    from clearway.pipeline.backup import check_seal, unpack

    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f".restoring-{place.name}-{os.getpid()}")
    key_file = key_file_of(place)
    had_key = key_file.exists()
    try:
        with shown_progress() as progress:
            about, seal = unpack(backup_file, aside, progress=progress)
        _bring_key(aside, key, key_file)
        check_seal(backup_file, about, seal, read_key(key_file))
        os.environ[KEY_FILE_VARIABLE] = str(key_file)
        problems, figures, events = _verified(aside, about, backup_file.name)
        if problems:
            for problem in problems:
                say(f"{problem['where']} {problem['problem']}. {problem['mend']}")
            raise Refused(
                f"The backup was sealed whole and its store does not verify ({len(problems)} problems).",
                "Take an earlier backup; nothing was put in place.",
                code="BACKUP-DOES-NOT-VERIFY",
            )
        aside.rename(place)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        if not had_key:
            key_file.unlink(missing_ok=True)
        raise
    _report(place, about, figures, events, as_json=as_json)


def _bring_key(aside: Path, given: Path | None, key_file: Path) -> None:
    """Put the key where the store will look for it: the one given, else the backup's own, else one already there."""
    inside = aside / "store.key"
    source = given or (inside if inside.exists() else None)
    if source and not key_file.exists():
        key = read_key(source)
        with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(source.read_bytes())
        say(f"The key {key.id} is now in {key_file}: keep it safe, apart from the store.")
    elif source and read_key(source) != read_key(key_file):
        raise Refused(
            f"{key_file} is there already and is another key.",
            "Choose another place for the store, or move that key away if nothing needs it.",
            code="STORE-KEY-OTHER",
        )
    inside.unlink(missing_ok=True)


def _verified(aside: Path, about: "About", source: str) -> tuple[list[dict[str, str]], list[str], int]:
    """What is wrong with the unpacked store, what is to be said of its figures, and how many audit events it has.

    Figures that lag behind or are not there can be built anew: they keep nothing from being restored. The restoring
    itself is one of the events.
    """
    folder = read_store(aside)
    check_format(folder)
    from clearway.site.operational.address import ADDRESS, OWNER

    for name in ("submissions", "identifiers", "analytical", "backups"):
        (aside / name).mkdir(mode=0o700, exist_ok=True)
    for name in (ADDRESS, OWNER):  # a backup holds the database itself, and says so, whatever the store was served from
        os.environ.pop(name, None)
    set_up_django(folder)
    from django.db import connection, transaction

    from clearway.cli.commands.verify import problems_of_store
    from clearway.pipeline.verify import PUBLISH_AGAIN
    from clearway.site.audit import services as audit
    from clearway.site.audit.actors import SystemProcess
    from clearway.site.audit.models import Event

    found = problems_of_store(folder)
    figures = [one["problem"] for one in found if one["mend"] == PUBLISH_AGAIN]
    problems = [one for one in found if one["mend"] != PUBLISH_AGAIN]
    if not problems:
        with transaction.atomic():
            audit.record(
                event="store restored",
                by=SystemProcess("restore"),
                subject=("store", folder.id),
                source=source[:200],
                after={"backup_made_at": about.made_at, "files": len(about.files)},
            )
    events = Event.objects.count()
    connection.close()
    return problems, figures, events


def _report(place: Path, about: "About", figures: list[str], events: int, *, as_json: bool) -> None:
    if as_json:
        answer_json({"store": place, "audit_events": events, "problems": [], "figures": figures, **_plain(about)})
        return
    answer(
        f"{place} is the store as it was on {about.made_at}: {about.submissions} submissions, {events:,} audit events."
    )
    answer("Every file has its checksum, the audit trail is whole, and the seal of the backup is genuine.")
    answer("What was loaded, changed or purged after that moment is not in it: purge again what was purged since.")
    for words in figures:
        answer(f"Its figures are to be built anew ({words}): clearway rebuild --store {place}")


def _plain(about: "About") -> dict[str, Any]:
    told = asdict(about)
    return {**told, "files": len(about.files), "submissions": about.submissions}
