"""A type of form: its sections, the parties that fill them, and who sees what."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from clearway.site.forms.questionnaire.item import Item


class AllianceSees(StrEnum):
    """What the alliance sees of a form that belongs to others. Counts of themes it sees in any case."""

    THEMES = "themes"
    SIGNED = "signed"
    ALL = "all"


class PartiesSee(StrEnum):
    """What one party sees of another's part: nothing, or what is signed. A draft is nobody else's."""

    NEVER = "never"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Party:
    """Who fills a part: `kinds` of organisations (empty: any), and the roles that may sign it off (empty: any)."""

    id: str
    title: str
    kinds: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that answers can be coded with."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A group at the top of the form, filled by one party on one page."""

    party: str
    group: Item


@dataclass(frozen=True, slots=True)
class FormType:
    """One version of a type of form. `kept` holds, as JSON, what another system said of it besides."""

    id: str
    version: str
    title: str
    parties: tuple[Party, ...]
    sections: tuple[Section, ...]
    description: str = ""
    source: str = ""
    url: str = ""
    status: str = "active"
    due_days: int | None = None
    alliance_sees: AllianceSees = AllianceSees.SIGNED
    parties_see: PartiesSee = PartiesSee.SIGNED
    is_public: bool = False
    themes: tuple[Theme, ...] = ()
    kept: str = ""

    def items(self) -> Iterator[Item]:
        """Every item of every section, in order, the sections' own groups among them."""
        for section in self.sections:
            yield from section.group.every()

    def item(self, link_id: str) -> Item:
        """The item of a link id. Raises KeyError."""
        for one in self.items():
            if one.link_id == link_id:
                return one
        raise KeyError(link_id)

    def party(self, party_id: str) -> Party:
        """The party of an id. Raises KeyError."""
        for one in self.parties:
            if one.id == party_id:
                return one
        raise KeyError(party_id)

    def sections_of(self, party_id: str) -> tuple[Section, ...]:
        """The sections that a party fills, in order."""
        return tuple(one for one in self.sections if one.party == party_id)
