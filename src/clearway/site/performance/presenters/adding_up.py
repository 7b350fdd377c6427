"""What does not add up in a published figure, said beside it: nothing is mended, and nothing is left out (fault 36)."""

from collections.abc import Iterator

from clearway.measures.adding_up import Sum, england_sums, parts_sum
from clearway.measures.answer import PositionRow
from clearway.measures.published import BASIS_OF_SIDE
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.presenters.subject import Subject

PLACES = {"provider": "trusts", "commissioner": "commissioners"}


def not_adding_up(subject: Subject, now: PositionRow | None) -> Iterator[str]:
    """Each difference in a line: of the figure shown from its own parts, and of England's from its organisations."""
    if subject.asked.basis == "published" and now is not None:
        own = parts_sum(now.total, now.within, now.breaches)
        if own:
            yield (
                f"This figure does not add up as printed: within and after give {words.count(own.summed)}, the total "
                f"{words.count(own.printed)} ({_more(own)})"
            )
    yield from _england(subject)


def _england(subject: Subject) -> Iterator[str]:
    asked = subject.asked
    side = asked.side if subject.place.is_alliance else "trusts"
    basis = BASIS_OF_SIDE[side]
    details = {
        "stage_route": asked.route or None,
        "modality": asked.modality or None,
        "cancer_type": asked.cancer_type or None,
    }

    def summed() -> list[Sum]:
        with figures.reader().open() as opened:
            return england_sums(opened, subject.standard.key, subject.month, basis, **details)

    named = ("england sums", subject.standard.key, subject.month, basis, *details.values())
    for one in figures.once_for_version(named, summed):
        yield (
            f"England's printed {one.of} is {words.count(one.printed)}; its {PLACES[basis]} add up to "
            f"{words.count(one.summed)} ({_more(one)}). The printed figure is shown"
        )


def _more(one: Sum) -> str:
    return f"{words.count(abs(one.difference))} {'more' if one.difference > 0 else 'fewer'}"
