"""Publications of a demo: public pages that two made-up people let out, and a later draft that waits for a second."""

from collections.abc import Mapping
from pathlib import Path

from clearway.records.findings import Refused
from clearway.site.jobs.worker import work_once
from clearway.site.organisations.models import Membership
from clearway.site.publishing.models import Release, ReleaseState
from clearway.site.publishing.public.planned import OPENING
from clearway.site.publishing.services.deciding import approve, ask_for_approval, publish
from clearway.site.publishing.services.making import begin, make_again
from clearway.standards.strict import read_yaml
from clearway.store.folder import StoreFolder, StoreKind

WORDS = Path(__file__).with_name("demo_words.yaml")
MOST_JOBS = 20
"""More work than this never waits in a demo that is being made."""


def create_demo_releases(store: StoreFolder) -> None:
    """Let the public pages out, and leave a later draft with the second person, once. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("Demo publications are made up; this store is live.", "Make real ones.", code="DEMO-IN-LIVE")
    held = {one.person.email: one for one in Membership.objects.active().select_related("person", "organisation")}
    maker, second = held.get("programme@demo.example"), held.get("analyst@demo.example")
    if Release.unscoped.exists() or maker is None or second is None:
        return
    public = _made(begin(by=maker, kind="public"))
    public = _made(make_again(by=maker, release=public, text=in_plain_words(public.text)))
    asked = _asked(maker, public)
    if asked is not None:
        approve(by=second, release=asked, seen_round=asked.round)
        publish(by=maker, release=asked)
    _asked(maker, _made(begin(by=maker, kind="public")))


def in_plain_words(text: Mapping[str, str]) -> dict[str, str]:
    """The draft with the deliverables that we have plain words for said in them."""
    ours = read_yaml(WORDS, WORDS.parent).content
    plain = {name: ours["words"].get(name.partition(":")[0], words) for name, words in text.items()}
    return plain | {OPENING: ours["opening"]}


def _made(release: Release) -> Release:
    """A release once a worker has made it; the worker does what else waits on its way."""
    for _ in range(MOST_JOBS):
        release.refresh_from_db()
        if release.state != ReleaseState.DRAFT or work_once("demo") is None:
            break
    release.refresh_from_db()
    return release


def _asked(by: Membership, release: Release) -> Release | None:
    """The release once approval was asked for; None where a check keeps it back."""
    try:
        return ask_for_approval(by=by, release=release)
    except Refused:
        return None
