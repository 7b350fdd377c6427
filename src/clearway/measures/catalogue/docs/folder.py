"""Every page of docs/measures by its file name, and writing them."""

from pathlib import Path

from clearway.measures.catalogue.docs.pages import ambitions_page, domain_page, index_page, sources_page
from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.catalogue.vocabulary import vocabulary


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
    found = pages()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in found:
            old.unlink()
    for name, text in found.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(found)
