"""Text that a spreadsheet must not take for a formula (OWASP ASVS 1.2.10)."""

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may read as the start of a formula, also after spaces it drops."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def printable(text: str) -> str:
    """The text with control characters (NUL among them) shown as a replacement mark, since files cannot carry them."""
    return _CONTROL.sub("\ufffd", text)


def guarded(text: str) -> str:
    """The text for a CSV cell: an apostrophe goes before anything that a spreadsheet would run.

    Numbers never pass through here, so -3 stays a number and only the text "-3" is guarded.
    """
    shown = printable(text)
    is_risky = shown.startswith(FORMULA_STARTS) or shown.lstrip().startswith(FORMULA_STARTS[:4]) or text != shown
    return f"'{shown}" if is_risky else shown
