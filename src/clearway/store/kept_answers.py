"""Answers worked out from one analytical version, kept beside it for every process: derived, disposable, plain text.

Each answer is a file of its own, named by the hash of what was asked, and comes into being by rename: a reader sees all
of it or nothing, two writers leave one of two equal files, and a writer that is killed leaves a part that nobody reads.
The first line is the SHA-256 of the rest; what does not fit it is not read. Answers go when their version goes.
"""

import hashlib
import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from clearway.store.analytical import ANSWERS, Version

log = logging.getLogger("clearway.store")

MOST_ANSWERS = 20_000
"""How many answers of one version are kept; what is asked after that is worked out by each process for itself."""


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """The answers of one version. `version_file` is what they were worked out from: without it nothing is kept."""

    folder: Path
    version_file: Path

    def find(self, question: str) -> str | None:
        """The answer to a question; None when nobody kept one, or what was kept is damaged."""
        try:
            checksum, _, answer = (self.folder / _name(question)).read_text(encoding="utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        return answer if checksum == _sha256(answer) else None

    def keep(self, question: str, answer: str) -> None:
        """Keep an answer. That is a convenience: when it cannot be written it is worked out again."""
        try:
            if self.version_file.exists() and self._has_room():
                self._write(_name(question), f"{_sha256(answer)}\n{answer}")
        except OSError as failure:
            log.warning("an answer could not be kept: %s", type(failure).__name__)

    def _has_room(self) -> bool:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        return sum(1 for _ in os.scandir(self.folder)) < MOST_ANSWERS

    def _write(self, name: str, text: str) -> None:
        descriptor, part = tempfile.mkstemp(dir=self.folder, suffix=".part")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            Path(part).replace(self.folder / name)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise


def kept_answers(analytical: Path, version: Version) -> KeptAnswers | None:
    """Where answers of a version are kept; None where no checksum says which file exactly bears that number."""
    try:
        checksum = (analytical / version.checksum_file).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return KeptAnswers(analytical / f"{ANSWERS}{version.number:06}-{checksum[:16]}", analytical / version.file)


def _name(question: str) -> str:
    return f"{_sha256(question)}.json"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
