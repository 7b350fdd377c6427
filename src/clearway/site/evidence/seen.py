"""What a page says that something may be made of: signed, so that what is kept as evidence is what was shown.

A template asks for it where it shows the thing, through `seen_here`; `raise_from` draws the links.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from clearway.records.findings import Refused
from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission

SALT = "evidence.seen"
DAYS = 7 * 86_400
KINDS = {
    "measure": "a measure",
    "change": "a change",
    "comparison": "a comparison",
    "breaches": "a list of breaches",
    "pathway": "a pathway",
    "finding": "a finding about figures",
    "gap": "something the plan lacks",
}
OWNED = frozenset({"pathway", "breaches"})
"""What belongs to the organisation of who sees it, where that is a trust: one's own people's records."""
LONGEST_TITLE, LONGEST_SENTENCE, LONGEST_ADDRESS = 300, 1_000, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen: its kind, name and sentence, the address with its state, and which figures it was made from.

    `organisation_code` is set where it belongs to one organisation alone, as a pathway does: nobody else is told then
    where it is, or more of it than whose it is. `figures` are names and values as they were shown, after small numbers
    were hidden.
    """

    kind: str
    title: str
    sentence: str
    address: str
    snapshot: str = ""
    measure: str = ""
    place: str = ""
    organisation_code: str = ""
    organisation_name: str = ""
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """How others are told of it."""
        if self.organisation_code:
            return f"{KINDS[self.kind]} of {self.organisation_name or self.organisation_code}"
        return self.title


@dataclass(frozen=True, slots=True)
class Links:
    """Where an action, or a question, is made of what is shown; empty for who may not."""

    action: str
    question: str
    words: str


def seen_here(request: HttpRequest, **said: Any) -> Links | None:
    """The links of what a page shows, by the keys of `Seen`; None for somebody who may make nothing of it."""
    by: Membership | None = getattr(request, "membership", None)
    if by is None:
        return None
    is_alliance = by.organisation.kind == OrganisationKind.ALLIANCE
    may_act = by.may(Permission.UPDATE_PLAN) or (by.may(Permission.EDIT_PLAN) and is_alliance)
    may_ask = by.may(Permission.RAISE_QUESTIONS) and is_alliance and said.get("kind") != "gap"
    if not (may_act or may_ask):
        return None
    if said.get("kind") in OWNED:
        if said["kind"] == "pathway" and is_alliance:
            return None
        if not is_alliance:
            said |= {"organisation_code": by.organisation.code, "organisation_name": by.organisation.name}
    figures = tuple((str(name), str(value)) for name, value in said.pop("figures", ()) if value)
    texts = {name: " ".join(str(value).split()) for name, value in said.items()}
    texts.setdefault("address", request.get_full_path()[:LONGEST_ADDRESS])
    texts["title"], texts["sentence"] = texts["title"][:LONGEST_TITLE], texts["sentence"][:LONGEST_SENTENCE]
    seen = Seen(**texts, figures=figures)
    token = signing.dumps(asdict(seen), salt=SALT, compress=True)
    return Links(
        f"{reverse('evidence:act')}?seen={token}" if may_act else "",
        f"{reverse('evidence:ask')}?seen={token}" if may_ask else "",
        seen.title,
    )


def read_seen(token: str) -> Seen:
    """What a signed text says was seen. Refused when it was altered, or is older than a week."""
    try:
        held = signing.loads(token, salt=SALT, max_age=DAYS)
    except signing.BadSignature as wrong:
        words = "This page was opened without anything that was seen, or a week ago."
        raise Refused(words, "Open the page of figures again, and begin there.", code="EVIDENCE-SEEN") from wrong
    return Seen(**held | {"figures": tuple(tuple(one) for one in held["figures"])})
