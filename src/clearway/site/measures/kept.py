"""Answers that every process of a store shares: read from beside the analytical file, or made and kept there.

A question names everything that an answer depends on: the published version by its checksum, the definition of the
measure as it stands, what people noted, who looks and what the policies let them see, the table of organisations, and
the program itself. A changed phase, definition or policy is another question, so that an old answer is never found
again.
"""

import logging
import os
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import clearway
from clearway.measures.catalogue import Measure
from clearway.site.measures import plain
from clearway.site.performance import figures
from clearway.site.performance.audience import shown_under
from clearway.store.kept_answers import KeptAnswers, kept_answers

log = logging.getLogger("clearway.site")

Answer = TypeVar("Answer")


def kept(question: tuple[object, ...], kind: Any, make: Callable[[], Answer]) -> Answer:
    """The answer to a question: as some process kept it, else made and kept. `kind` is its type.

    Where the newest figures are damaged and earlier ones stand in, nothing is read or kept.
    """
    answers = _answers()
    if answers is None:
        return make()
    asked = _asked(question)
    if (text := answers.find(asked)) is not None:
        try:
            found: Answer = plain.read(kind, text)
            return found
        except plain.NotAsExpected:
            log.warning("a kept answer was not as expected and is made again")
    made = make()
    if not figures.notice():
        answers.keep(asked, plain.written(made))
    return made


def has_mark(mark: tuple[object, ...]) -> bool:
    """Whether somebody left a mark on the figures that are shown now, with this program and these organisations."""
    answers = _answers()
    return answers is not None and answers.find(_asked(mark)) is not None


def leave_mark(mark: tuple[object, ...]) -> None:
    """Leave a mark on the figures that are shown now."""
    if (answers := _answers()) is not None:
        answers.keep(_asked(mark), plain.written(None))


def _answers() -> KeptAnswers | None:
    return None if figures.notice() else kept_answers(figures.folder(), figures.version())


def _asked(question: tuple[object, ...]) -> str:
    return plain.written((program(), figures.organisations().digest, *shown_under(), *map(_named, question)))


def _named(part: object) -> object:
    return _digest(part) if isinstance(part, Measure) else part


@lru_cache(maxsize=512)
def _digest(measure: Measure) -> str:
    return sha256(plain.written(measure).encode()).hexdigest()


@cache
def program() -> str:
    """What answers: a name that changes with any file of this program, be it code, rule or definition."""
    return sha256("\n".join(sorted(_files(Path(clearway.__file__).parent))).encode()).hexdigest()


def _files(folder: Path) -> Iterator[str]:
    """Each file of a folder, be it code, rule or definition, with its size and time; what is compiled is left out."""
    for one in os.scandir(folder):
        if one.is_dir():
            yield from _files(Path(one.path)) if one.name != "__pycache__" else ()
        else:
            held = one.stat()
            yield f"{one.path} {held.st_size} {held.st_mtime_ns}"
