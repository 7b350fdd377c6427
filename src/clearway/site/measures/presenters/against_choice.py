"""What places are held against: the choice of it, and words on the sum that was chosen."""

from clearway.measures.comparison import Against, Compared
from clearway.measures.comparison.against import why_not
from clearway.site.measures.subject import Subject, circle_for
from clearway.site.measures.words import several
from clearway.site.performance.presenters.choices import Option

ANCHOR = "#compared"
NEIGHBOURS = "Statistical neighbours"
MUCH = 0.2
"""A place that makes up so much of a sum is told that it is largely held against itself."""


def against_options(subject: Subject) -> tuple[Option, ...]:
    """What places can be held against here, England first; none where it is England alone."""
    if subject.line.group:
        return ()
    values, options = subject.period_values, []
    for against in (Against.ALLIANCE, Against.NEIGHBOURS):
        circle = circle_for(subject.told, subject.line, against)
        if not why_not(circle, values, subject.measure):
            options.append(_option(subject, against, NEIGHBOURS if against is Against.NEIGHBOURS else circle.name))
    if not options:
        return ()
    england = subject.told.peers.benchmark_name if subject.told.peers else "England"
    return (_option(subject, Against.ENGLAND, england[0].upper() + england[1:]), *options)


def _option(subject: Subject, against: Against, words: str) -> Option:
    href = subject.view(against="" if against is Against.ENGLAND else against.value).query() + ANCHOR
    return Option(words, against.value, href, is_chosen=against is subject.against)


def against_words(subject: Subject) -> str:
    """What the sum is that places are held against, or why it is not the one that was asked for; empty for England."""
    compared = subject.compared
    if compared is None:
        return ""
    if compared.peers is None:
        held = "England" if subject.told.peers else "nothing"
        return f"Not held against {compared.circle.name}: {compared.note}. What stands here is held against {held}."
    return f"{_sum_words(subject, compared)}{_own_part(subject, compared)}"


def _sum_words(subject: Subject, compared: Compared) -> str:
    peers = compared.peers.peers if compared.peers else ()
    return (
        f"All are held against the sum of these {len(peers)} {several(subject.level)}, each of them with its own "
        "people in the sum. So equal places are set apart by mistake less often than stated, never more often."
    )


def _own_part(subject: Subject, compared: Compared) -> str:
    share = compared.share(subject.area)
    if share < MUCH:
        return ""
    return (
        f" {subject.line.area_name} makes up {share:.0%} of the sum and is in part held against itself: its difference "
        f"from the others alone is {1 / (1 - share):.1f} times as large."
    )
