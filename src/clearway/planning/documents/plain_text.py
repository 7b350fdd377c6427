"""A text file as a document."""

from pathlib import Path

from clearway.records.findings import Refused


def text_of(path: Path) -> str:
    """The text of a UTF-8 file, line ends as newlines. Raises Refused, naming the line, for another encoding."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        words = f"Line {line:,} holds a byte that is no UTF-8 text."
        raise Refused(words, "Save it as text in UTF-8 and send it again.", code="ENCODING") from wrong
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise Refused(
            f"Line {line:,} holds a NUL, which no text has.", "Save it as text in UTF-8 and send it again.", code="NUL"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
