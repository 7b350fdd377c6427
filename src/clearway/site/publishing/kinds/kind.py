"""What a kind of publication is: its words, for whom it may be made, and the function that makes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, Made, MadeFile, Report
from clearway.site.organisations.permission import Permission
from clearway.store.folder import StoreFolder

Make = Callable[[StoreFolder, Asked, Report], Made]
Write = Callable[[str, str], Sequence[MadeFile]]
Choices = Callable[[], list[tuple[str, str]]]


def nothing_to_choose() -> list[tuple[str, str]]:
    """No places: a publication about the whole alliance."""
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseKind:
    """One kind of publication.

    `make` reads the store and answers with everything that was made; it runs in a worker, keeps to one version of the
    figures, sees what the audience may see, and may raise Refused. What it imports is heavy: it imports it itself.
    `places` are those it can be made about, as code and name: none for the whole alliance alone. `formats` are the
    ends of the names of its files. `is_of_a_month` says whether a month is asked for. `writes_text` says that it is
    written as paragraphs which a person may change before it is asked for. `permission` is what its maker needs.
    """

    key: str
    title: str
    about: str
    make: Make
    write: Write | None = None
    audiences: tuple[Audience, ...]
    formats: tuple[str, ...]
    is_of_a_month: bool = True
    writes_text: bool = False
    places: Choices = field(default=nothing_to_choose)
    place_label: str = "About"
    permission: Permission = Permission.MAKE_PUBLICATIONS
