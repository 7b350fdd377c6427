"""Names of the files that people download, and the header that carries them (RFC 6266, RFC 8187)."""

import re
import unicodedata
from urllib.parse import quote

LONGEST = 120


def file_name(*parts: str, extension: str) -> str:
    """A name made of words joined by hyphens, safe on every system: no slash, quote, dot at the start or control sign.

    Letters of any language are kept. Empty parts are left out; a name that would be empty is `table`.
    """
    words = "-".join(filter(None, (_plain(part) for part in parts)))
    return f"{words[:LONGEST].strip('-') or 'table'}.{extension}"


def _plain(part: str) -> str:
    composed = unicodedata.normalize("NFC", part).lower()
    return re.sub(r"[^\w]+", "-", composed).strip("-_")


def content_disposition(name: str) -> str:
    """The `Content-Disposition` of a download: a plain name for old programs and the full one in UTF-8.

    `name` comes from `file_name`, but anything is made harmless: it can neither end the header nor name a folder.
    """
    bare = re.sub(r"[\x00-\x1f\x7f]", "", re.split(r"[/\\]", name)[-1]).lstrip(".") or "table"
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    fallback = re.sub(r'["%;\\]', "_", plain) or "table"
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(bare, safe='')}"
