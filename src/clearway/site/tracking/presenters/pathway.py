"""One pathway: what happened, by which rule, who answers, what would have changed it, who could have acted when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from clearway.clocks.explanation import ClockStory, Explanation
from clearway.clocks.explanation.phrases import days
from clearway.measures.labels import STAGE_ROUTE
from clearway.pathways.breaches import CLOCKS
from clearway.pathways.reasons import code_label
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.performance.presenters.notes import SYNTHETIC
from clearway.site.standards import books
from clearway.site.tracking.presenters.breach_table import short_link
from clearway.site.tracking.presenters.clock_shown import ClockShown, RuleLink, clock_shown, rule_link
from clearway.site.tracking.services import OpenedPathway

ORDER = ("62", "31", "fds", "2ww")
"""Which clock comes first among those that ended alike."""

STOPPED = {"62": "Treated", "31": "Treated", "fds": "Told", "2ww": "First seen"}
LIMIT_NAMES = {"62": "62-day", "31": "31-day", "fds": "28-day", "2ww": "14-day"}


@dataclass(frozen=True, slots=True)
class PathwayPage:
    """Everything a pathway's page shows. `clocks` begins with the one that matters most."""

    link: str
    short: str
    heading: str
    caption: str
    mark: str
    clocks: tuple[ClockShown, ...]
    flags: tuple[tuple[str, str, str], ...]
    rules: tuple[tuple[RuleLink, str, str], ...]
    breach_list: str
    received: str
    release: str
    counts: bool
    replaced_by: str
    snapshot: str

    @property
    def first(self) -> ClockShown:
        """The clock that matters most: a breach before a wait within its limit before one that is not counted."""
        return self.clocks[0]


def pathway_page(opened: OpenedPathway) -> PathwayPage:
    """The page of a pathway that somebody opened."""
    held, told = opened.held, opened.told
    explanation = told.explanation
    stories = in_order(explanation)
    clocks = tuple(clock_shown(story, opened) for story in stories)
    return PathwayPage(
        link=held.link,
        short=short_link(held.link),
        heading=_heading(stories[0]),
        caption=f"Pathway {short_link(held.link)} · {_who(stories[0], held.record)}",
        mark=SYNTHETIC if is_demo() else "",
        clocks=clocks,
        flags=tuple((flag.code, flag.words, flag.mend) for flag in explanation.flags),
        rules=tuple((rule_link(note.id), note.source, note.overridden) for note in explanation.rules),
        breach_list=_list_href(stories[0]),
        received=f"{held.file_name}, version {held.version}, received {words.moment(held.received_at)}",
        release=held.release,
        counts=not held.superseded_by,
        replaced_by=reverse("tracking:pathway", args=[opened.replaced_by.link])
        if opened.replaced_by and opened.replaced_by.link != held.link
        else "",
        snapshot=opened.snapshot,
    )


def in_order(explanation: Explanation) -> list[ClockStory]:
    """The clocks as a reader needs them: breaches, then waits within their limit, then what is not counted."""
    return sorted(
        explanation.clocks, key=lambda story: (not story.is_breach, not story.is_counted, ORDER.index(story.clock))
    )


def _heading(story: ClockStory) -> str:
    if not story.is_counted:
        return "Not counted by any standard"
    name, stopped = LIMIT_NAMES[story.clock], STOPPED[story.clock]
    if story.days is None or story.limit is None:
        return stopped
    if story.is_breach and story.days > story.limit:
        over = days(story.days - story.limit)
        return f"{stopped} on day {story.days}: {over} over the {name} limit"
    if story.is_breach:
        return f"Counted, but not as a success: day {story.days} cannot be right"
    return f"{stopped} on day {story.days}: within the {name} limit"


def _who(story: ClockStory, record: WaitingTimeRecord) -> str:
    """What the person had or was suspected to have, and how they came, as far as the record tells it."""
    route = STAGE_ROUTE.get(story.route, "") if story.route else ""
    if story.cancer_type:
        return " · ".join(filter(None, (story.cancer_type, route)))
    on = record.crtp_start or record.consultant_upgrade_date or record.treatment_start_date
    return code_label(books.national(), "referral_type", record.referral_type, on) or "cancer type not told"


def _list_href(story: ClockStory) -> str:
    standard = next(name for name, clock in CLOCKS.items() if clock == story.clock)
    month = f"{story.stop:%Y-%m}" if story.stop and story.is_counted else ""
    query = "&".join(
        filter(None, [f"standard={standard}" if standard != "62" else "", f"month={month}" if month else ""])
    )
    return reverse("tracking:breaches") + (f"?{query}" if query else "")


def story_lines(page: PathwayPage, text: str, drawn_by: str) -> str:
    """The story as a text file: what it is, whose eyes it was drawn for, then the story itself."""
    head: Sequence[str] = (
        *([page.mark] if page.mark else []),
        f"Pathway {page.link}",
        f"From {page.received} ({page.release}); snapshot {page.snapshot}",
        f"Drawn by {drawn_by}",
        "",
    )
    return "\n".join((*head, text, ""))
