"""The pathways that cross alliances: named in an alliance's plan, with what the plan says of them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clearway.standards.dated import Trust
from clearway.standards.strict import Section, read_yaml

SHIPPED = Path(__file__).with_name("shared_pathways.yaml")


@dataclass(frozen=True, slots=True)
class SharedPathway:
    """One pathway. `printed` is its name as the document has it; `refers_to` who refers to whom, as far as it says."""

    key: str
    title: str
    printed: str
    refers_to: str
    document: str
    paragraph: str
    trust: Trust


@cache
def shared_pathways(path: Path = SHIPPED) -> tuple[SharedPathway, ...]:
    """Every pathway of the registry, in order. Raises StandardsError naming file and key."""
    whole = read_yaml(path, path.parent)
    whole.only(("source", "pathways"))
    source = whole.section("source")
    source.only(("document", "paragraph", "trust"))
    document, paragraph, trust = source.text("document"), source.text("paragraph"), source.trust()
    return tuple(_pathway(one, document, paragraph, trust) for one in whole.sections("pathways"))


def _pathway(section: Section, document: str, paragraph: str, trust: Trust) -> SharedPathway:
    section.only(("key", "title", "printed", "refers_to"))
    return SharedPathway(
        key=section.text("key"),
        title=section.text("title"),
        printed=section.text("printed"),
        refers_to=section.text("refers_to"),
        document=document,
        paragraph=paragraph,
        trust=trust,
    )
