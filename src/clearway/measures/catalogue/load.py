"""The whole catalogue: the shipped definitions and an alliance's own, checked against one another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from clearway.measures.catalogue.ambitions import read_ambitions
from clearway.measures.catalogue.definition import read_definition
from clearway.measures.catalogue.front_page import FrontPage, read_front_page
from clearway.measures.catalogue.measure import Ambition, Measure
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.standards import UnknownParameter, load_rule_book
from clearway.standards.errors import StandardsError

SHIPPED = Path(__file__).parent
"""The folder that holds the definitions that travel with the product."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Measures by their ids, in the order of domains and then of ids; the ambitions they serve; the first page."""

    measures: Mapping[str, Measure]
    ambitions: Mapping[str, Ambition]
    front_page: FrontPage

    def __getitem__(self, key: str) -> Measure:
        """One measure. Raises UnknownParameter for an id that no definition has."""
        if key not in self.measures:
            raise UnknownParameter(key, "measure")
        return self.measures[key]

    def __iter__(self) -> Iterator[Measure]:
        """Every measure."""
        return iter(self.measures.values())

    def __len__(self) -> int:
        """How many measures there are."""
        return len(self.measures)

    def of_domain(self, domain: str) -> tuple[Measure, ...]:
        """The measures of a domain."""
        return tuple(one for one in self if one.domain == domain)

    def serving(self, ambition: str) -> tuple[Measure, ...]:
        """The measures that serve an ambition or objective."""
        return tuple(one for one in self if ambition in one.serves)


def load_catalogue(extra: Path | None = None) -> Catalogue:
    """The shipped catalogue (read once, then kept), with an alliance's own folder of definitions if one is named.

    Own definitions are YAML files anywhere below `extra`, in the same form; they are marked local, and none may take
    the id of a shipped one. An `ambitions.yaml` there adds objectives of the alliance's own. Raises StandardsError.

    >>> load_catalogue()["CWT-62D"].name
    '62-day combined standard'
    """
    return _with_local(_shipped(), extra) if extra else _shipped()


@cache
def _shipped() -> Catalogue:
    return read_catalogue(SHIPPED)


def read_catalogue(root: Path) -> Catalogue:
    """A whole folder: `definitions/<domain>/<ID>.yaml`, `ambitions.yaml` and `front_page.yaml`."""
    found: dict[str, Measure] = {}
    for domain in vocabulary().domains:
        for path in sorted((root / "definitions" / domain).glob("*.yaml"), key=lambda one: one.stem):
            measure = read_definition(path, root)
            if measure.domain != domain:
                raise _wrong(path, root, "domain", f"{measure.domain!r} stands in {domain}", "Move the file.")
            found[measure.id] = measure
    strange = [one for one in (root / "definitions").rglob("*.yaml") if one.stem not in found]
    if strange:
        raise _wrong(strange[0], root, "(whole file)", "stands in no folder of a domain", "Move the file.")
    ambitions = read_ambitions(root / "ambitions.yaml", root)
    front_page = read_front_page(root / "front_page.yaml", root, found)
    catalogue = Catalogue(MappingProxyType(found), MappingProxyType(ambitions), front_page)
    for measure in catalogue:
        check_resolves(measure, catalogue)
    return catalogue


def _with_local(shipped: Catalogue, extra: Path) -> Catalogue:
    measures, ambitions = dict(shipped.measures), dict(shipped.ambitions)
    own = extra / "ambitions.yaml"
    if own.exists():
        for ambition in read_ambitions(own, extra).values():
            if ambition.id in ambitions:
                raise _wrong(own, extra, ambition.id, "is the id of a shipped objective", "Choose another id.")
            ambitions[ambition.id] = ambition
    for path in sorted(extra.rglob("*.yaml")):
        if path == own:
            continue
        measure = read_definition(path, extra, is_local=True)
        if measure.id in measures:
            whose = "another local" if measures[measure.id].is_local else "a shipped"
            raise _wrong(path, extra, "id", f"{measure.id!r} is the id of {whose} measure", "Choose another id.")
        measures[measure.id] = measure
    order = list(vocabulary().domains)
    ordered = dict(sorted(measures.items(), key=lambda one: order.index(one[1].domain)))
    catalogue = Catalogue(MappingProxyType(ordered), MappingProxyType(ambitions), shipped.front_page)
    for measure in catalogue:
        if measure.is_local:
            check_resolves(measure, catalogue)
    return catalogue


def check_resolves(measure: Measure, catalogue: Catalogue) -> None:
    """`StandardsError` when a measure serves, or is held against, something that nobody knows."""
    file = f"{measure.id}.yaml"
    for served in measure.serves:
        if served not in catalogue.ambitions:
            raise StandardsError(
                file, "serves", f"{served!r} has no text", "Add it to ambitions.yaml, with its source."
            )
    if measure.standard and measure.standard not in load_rule_book().standards:
        raise StandardsError(file, "standard", f"{measure.standard!r} is no standard", "Use a key of standards.yaml.")


def _wrong(path: Path, root: Path, key: str, wrong: str, mend: str) -> StandardsError:
    return StandardsError(path.relative_to(root).as_posix(), key, wrong, mend)
