"""What the selects of a form and of the filters offer: organisations, places, and entries to link to."""

from clearway.site.annotations import own
from clearway.site.organisations.models import Membership, Organisation
from clearway.site.organisations.permission import Permission
from clearway.site.performance.places import home_alliance
from clearway.site.places.areas import parts_of, reference
from clearway.site.registers.models import Entry
from clearway.site.registers.schema import Field, FieldKind
from clearway.site.standards import books

MOST_LINKS = 200
Option = tuple[str, str]


def organisation_options() -> list[Option]:
    """The organisations that this store knows, and the trusts of its alliance, by name."""
    known = {one.code: one.name for one in Organisation.objects.all()}
    known |= {part.code: part.name for part in parts_of(home_alliance(), "trusts") if part.code not in known}
    return sorted(((code, f"{name} ({code})") for code, name in known.items()), key=lambda one: one[1])


def owner_options(by: Membership) -> list[Option]:
    """Whom an entry may belong to: one's own organisation; any, for roles that see the whole alliance."""
    own = (by.organisation.code, str(by.organisation))
    if not by.may(Permission.SEE_WHOLE_ALLIANCE):
        return [own]
    return sorted({own, *organisation_options()}, key=lambda one: one[1])


def place_options() -> list[Option]:
    """The alliance of this store, its districts, and the boards of its residents. A file may name any other place."""
    home, known = home_alliance(), reference()
    found = [(home, f"{known.name(home)}: all of it")]
    for parts in ("districts", "icbs"):
        found += [(part.code, part.name) for part in parts_of(home, parts)]
    return found


def measure_options() -> list[Option]:
    """The measures of the catalogue, by name."""
    return sorted(((one.id, f"{one.name} ({one.id})") for one in own.catalogue()), key=lambda one: one[1])


def options_of(field: Field, by: Membership) -> list[Option]:
    """What a field of a form offers; empty for a field that is typed."""
    if field.kind is FieldKind.YES_NO:
        return [("yes", "Yes"), ("no", "No")]
    if field.kind is FieldKind.ORGANISATION:
        return organisation_options()
    if field.kind is FieldKind.PLACE:
        return place_options()
    if field.kind is FieldKind.MEASURE:
        return measure_options()
    if field.kind is FieldKind.LINK:
        held = Entry.objects.for_membership(by).filter(register=field.links_to, is_withdrawn=False)
        found = [(str(one.pk), one.title) for one in held.order_by("title_key", "pk")[: MOST_LINKS + 1]]
        return found if len(found) <= MOST_LINKS else []
    return [(one.code, one.label) for one in field.choices]


def filter_options(field: Field) -> list[Option]:
    """What a filter of a list offers."""
    if field.kind is FieldKind.YES_NO:
        return [("yes", "Yes"), ("no", "No")]
    if field.kind is FieldKind.ORGANISATION:
        return organisation_options()
    if field.kind is FieldKind.MEASURE:
        return measure_options()
    return place_options() if field.kind is FieldKind.PLACE else [(one.code, one.label) for one in field.choices]


def organisation_name(code: str) -> str:
    """An organisation by its name; the code where nobody knows it."""
    name = books.organisations().name(code)
    return code if name.startswith("Unknown") else name


def place_name(code: str) -> str:
    """A place by its name; the code where nobody knows it."""
    return reference().name(code)


def measure_name(measure: str) -> str:
    """A measure by its name; the id where the catalogue does not know it any more."""
    known = own.catalogue().measures
    return known[measure].name if measure in known else measure
