"""The letters that a PDF is set in: those that came with packages, and what to do with signs that none of them has."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FAMILIES = ("Source Sans Pro", "Libertinus Serif")
"""The letters wanted, and those inside the typesetter that stand in where the package is missing."""

PACKAGE = "font_source_sans_pro"
UNKNOWN = "\ufffd"
MOST_TRIED = 200
"""Different unusual signs that are tried one by one; a text with more is in a script that we have no letters for."""


def letters_folder() -> Path | None:
    """Where the package of letters keeps its files; None where it is not installed."""
    try:
        found = find_spec(PACKAGE)
    except ImportError:
        return None
    return Path(found.origin).with_name("files") if found and found.origin else None


@cache
def fonts(folder: Path | None) -> Any:
    """The fonts of a folder and those of the typesetter, and none of the machine: every machine makes the same file."""
    import typst

    paths: list[Any] = [str(folder)] if folder and folder.is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)


def without_unknown(text: str, can_be_set: Callable[[str], bool]) -> str:
    """The text with a replacement mark for each sign that cannot be set."""
    unusual = sorted({sign for sign in text if ord(sign) > 0x24F})
    if len(unusual) > MOST_TRIED:
        lost: Iterable[str] = unusual
    else:
        lost = (sign for sign in unusual if sign != UNKNOWN and not can_be_set(sign))
    return text.translate({ord(sign): UNKNOWN for sign in lost})
