"""Publications of several pages as data: board pack, trust board version, reports; as PDF, slides and sheets."""

from clearway.publications.packs.files import KINDS, pack_files
from clearway.publications.packs.kept import fingerprint, pack_as_json, pack_from_json
from clearway.publications.packs.pack import DRAFT, Pack, PackKind
from clearway.publications.packs.page import Page, PageCell, PageTable, Sign, Source, Standing
from clearway.publications.packs.snapshot import Snapshot, state_named

__all__ = [
    "DRAFT",
    "KINDS",
    "Pack",
    "PackKind",
    "Page",
    "PageCell",
    "PageTable",
    "Sign",
    "Snapshot",
    "Source",
    "Standing",
    "fingerprint",
    "pack_as_json",
    "pack_files",
    "pack_from_json",
    "state_named",
]
