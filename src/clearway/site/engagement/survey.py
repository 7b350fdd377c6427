"""How many answered a survey that goes with an activity or a consultation, and the themes found, as may be shown."""

from dataclasses import dataclass

from django.urls import reverse

from clearway.site.forms.models import FormCase
from clearway.site.forms.theme_counts import theme_counts
from clearway.site.forms.types_held import newest
from clearway.site.operational.scope import every_row
from clearway.stats.disclosure import HIDDEN, LOCAL_BELOW_5


@dataclass(frozen=True, slots=True)
class Survey:
    """A form that anybody may fill in, with what may be shown of its answers. `themes`: code, words and count."""

    id: str
    title: str
    href: str
    answers: str
    themes: tuple[tuple[str, str, str], ...]


def survey_of(form: str) -> Survey | None:
    """The survey of an id; None where there is no such form for everybody any more.

    Everything that came in through the form is counted. A number below five is not shown.
    """
    asked = newest().get(form)
    if asked is None or not asked.is_public:
        return None
    with every_row("survey answers"):
        came = FormCase.unscoped.filter(type_version__key=form).count()
    counts = theme_counts(asked, "alliance")
    themes = (
        (code, title, row[0] if row else "0") for (code, title), row in zip(counts.themes, counts.shown, strict=True)
    )
    return Survey(
        id=asked.id,
        title=asked.title,
        href=reverse("forms:feedback", args=[asked.id]),
        answers=_protected(came),
        themes=tuple(
            (code, title, f"fewer than {LOCAL_BELOW_5.below}" if many == HIDDEN else many)
            for code, title, many in themes
            if many != "0"
        ),
    )


def _protected(many: int) -> str:
    return f"fewer than {LOCAL_BELOW_5.below}" if 0 < many < LOCAL_BELOW_5.below else f"{many:,}"
