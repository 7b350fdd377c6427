"""Small Word and PDF files for tests, made byte by byte."""

import zipfile
import zlib
from pathlib import Path

WORD_HEAD = (
    '<?xml version="1.0"?>{declared}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
)
WORD = WORD_HEAD + "<w:body>{body}</w:body></w:document>"


def paragraph(words: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def word_file(folder: Path, body: str, *, declared: str = "", name: str = "plan.docx") -> Path:
    """A Word file with a body of XML."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", WORD.format(body=body, declared=declared))
    return path


def pdf_file(
    folder: Path, pages: list[str] | bytes, *, name: str = "plan.pdf", trailer: str = "", running: str = ""
) -> Path:
    """A PDF with a line of words on each page, or one page whose packed content is given as bytes.

    `running` stands at the head of each page, its number at the foot.
    """
    contents = [pages] if isinstance(pages, bytes) else [_page(*one, running) for one in enumerate(pages, start=1)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        head = f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out_at = len(out)
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R {trailer} >>\n"
    path = folder / name
    path.write_bytes(out + tail.encode() + f"startxref\n{out_at}\n%%EOF\n".encode())
    return path


def _page(number: int, words: str, running: str) -> bytes:
    lines = [(400, words), *([(770, running), (20, f"Page {number}")] if running else [])]
    printed = "".join(f"BT /F1 12 Tf 72 {height} Td ({line}) Tj ET " for height, line in lines)
    return zlib.compress(printed.encode())
