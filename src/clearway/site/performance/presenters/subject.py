"""What a page of a standard is about, and how its figures are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from clearway.measures.question import DETAILS_OF, Question, where
from clearway.site.performance.asked import Asked
from clearway.site.performance.places import Place
from clearway.site.performance.standards_shown import StandardShown


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about: a standard, a place, a month, and everything else that was asked."""

    standard: StandardShown
    place: Place
    month: str
    asked: Asked

    @property
    def place_cut(self) -> str:
        """The cut by which the place is kept."""
        return "alliance" if self.place.is_alliance else "provider"

    def question(self, by: Sequence[str], first_month: str, **kept_by: str) -> Question:
        """A question about this place with the filters of the page. Refused when no figures can answer it."""
        asked = self.asked
        filters = {
            self.place_cut: self.place.code,
            "cancer_type": asked.cancer_type or None,
            self.standard.routes: asked.route or None,
            "modality": asked.modality or None,
            **kept_by,
        }
        return Question(
            basis=asked.basis,
            standards=(self.standard.key,),
            by=tuple(by),
            where=where(**filters),
            first_month=first_month,
            last_month=self.month,
            side=asked.side if self.place.is_alliance else None,
            organisations=asked.organisations,
        )

    def address(self, standard: str = "", trust: str = "", **changes: object) -> str:
        """The address of this page with something changed."""
        key = standard or self.standard.key
        code = trust or ("" if self.place.is_alliance else self.place.code)
        page = reverse("performance:place", args=[key, code]) if code else reverse("performance:standard", args=[key])
        return page + self.asked.but(**changes).query()


def cut_names(subject: Subject) -> list[str]:
    """The cuts of the page: places within an alliance first, then what the filters do not hold fast already."""
    asked = subject.asked
    fixed = {
        "cancer_type": asked.cancer_type,
        subject.standard.routes: asked.route,
        "modality": asked.modality,
    }
    details = [cut for cut in ("cancer_type", subject.standard.routes, "modality") if not fixed.get(cut)]
    known = [cut for cut in details if cut in DETAILS_OF[subject.standard.key]]
    if not subject.place.is_alliance:
        return known
    return [("provider" if asked.side == "trusts" else "commissioner"), *known]
