"""Every page of docs/measures by its file name, and writing them."""

from pathlib import Path

from clearway.measures.catalogue.docs.pages import ambitions_page, domain_page, index_page, sources_page
from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.standards.docs.written import write_pages


def pages() -> dict[str, str]:
    """Every page by its file name: one a domain, where values come from, the ambitions, and the first page."""
    catalogue = load_catalogue()
    found = {f"{domain}.md": domain_page(domain, catalogue) for domain in vocabulary().domains}
    return found | {
        "index.md": index_page(catalogue),
        "where-values-come-from.md": sources_page(catalogue),
        "ambitions.md": ambitions_page(catalogue),
    }


def write(folder: Path) -> list[str]:
    """Write every page and remove pages that no longer belong; returns the names written."""
    return write_pages(folder, pages())
