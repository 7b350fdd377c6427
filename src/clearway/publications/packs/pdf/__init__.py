"""A publication as a PDF file: tagged for screen readers (PDF/UA-1), charts as vectors, nothing fetched."""

from clearway.publications.packs.pdf.write import pdf_file

__all__ = ["pdf_file"]
