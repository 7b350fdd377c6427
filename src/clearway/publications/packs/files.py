"""The files of a publication, all written from the same object."""

from collections.abc import Callable, Collection

from clearway.publications.charts import DrawingBoard
from clearway.publications.packs.pack import Pack
from clearway.publications.packs.pdf import pdf_file
from clearway.publications.packs.sheets import sheets_file

KINDS = ("pdf", "pptx", "xlsx")
"""What a publication is written as; each is also the ending of its file's name."""


def pack_files(
    pack: Pack,
    kinds: Collection[str] = KINDS,
    *,
    board: DrawingBoard | None = None,
    tell: Callable[[str, int, int], None] = lambda words, done, total: None,
) -> dict[str, bytes]:
    """The files by kind. `board` draws charts, or has them already; `tell` hears of the progress."""

    def slides() -> bytes:
        from clearway.publications.packs.slides import slides_file  # a fifth of a second: only where slides are written

        return slides_file(pack)

    makers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf_file(pack, board or DrawingBoard()),
        "pptx": slides,
        "xlsx": lambda: sheets_file(pack),
    }
    made = {}
    for done, kind in enumerate(kinds):
        tell(f"Writing the {kind}", done, len(kinds))
        made[kind] = makers[kind]()
    return made
