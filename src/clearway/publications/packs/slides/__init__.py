"""A publication as slides: native tables and native charts, which the reader's own program draws and can edit."""

from clearway.publications.packs.slides.write import slides_file

__all__ = ["slides_file"]
