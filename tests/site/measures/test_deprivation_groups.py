"""Groups by deprivation: each published division by itself and in its order; practices by their own address."""

from dataclasses import replace
from datetime import date

import pytest

from clearway.measures.comparison import gradient_of
from clearway.measures.values import FoundIn, MeasureValue
from clearway.site.measures import figures
from clearway.site.measures.asked import View
from clearway.site.measures.deprivation import fifths_and_people_of_practices
from clearway.site.measures.permissions import EVERYTHING
from clearway.site.measures.presenters import groups
from clearway.site.measures.subject import subject_of

YEAR = (date(2024, 4, 1), date(2025, 3, 31))
VALUE = MeasureValue(
    measure="SCR-BOWEL", area_type="practice", area="A81001", area_name="A practice", period_start=YEAR[0],
    period_end=YEAR[1], numerator=70.0, denominator=100.0, value=0.7, lower=0.6, upper=0.78, method="Wilson score",
    basis="published", release="as published", publisher="OHID", source_files=("practices.csv",),
)  # fmt: skip
BY_FIFTH = {
    1: ("A81001", "A81002", "A81003", "A81006"),
    2: ("A81005", "A81032", "A81040", "A81047"),
    3: ("A81013", "A81036", "A81066", "A81612"),
    4: ("A81004", "A81039", "A81043", "A81051"),
    5: ("A81027", "A82021", "A82024", "A82046"),
}
"""Practices by the fifth of their own address, as the published lists have it."""


def test_practices_stand_in_the_fifth_of_their_own_address_and_weigh_the_people_of_their_value() -> None:
    values = [
        replace(VALUE, area=code, value=0.4 + 0.05 * fifth, lower=0.38 + 0.05 * fifth, upper=0.42 + 0.05 * fifth)
        for fifth, codes in BY_FIFTH.items()
        for code in codes
    ]
    fifths, people = fifths_and_people_of_practices([*values, replace(VALUE, area="Z99999")])
    assert fifths == {code: fifth for fifth, codes in BY_FIFTH.items() for code in codes}
    found = gradient_of(values, fifths, people)
    assert found is not None
    assert [(one.number, one.areas, one.people) for one in found.groups] == [(n, 4, 400.0) for n in range(1, 6)]
    assert found.is_clear
    assert found.slope[0] == pytest.approx(0.25)


@pytest.mark.django_db
def test_divisions_by_deprivation_stand_apart_each_from_its_most_deprived_group_on(monkeypatch) -> None:
    subject = subject_of(figures.catalogue()["CWT-62D"], View(level="provider", area="RHQ"), EVERYTHING)
    held = tuple(
        replace(VALUE, group={"deprivation": f"{rank} of {many}, {basis}"})
        for basis, many in (("neighbourhoods (index of 2019)", 10), ("counties (index of 2015)", 5))
        for rank in (10, 2, 1)
        if rank <= many
    )
    monkeypatch.setattr(groups, "_found", lambda _, by: FoundIn(None, held if by == "deprivation" else ()))
    shown = [one for one in groups.groups_of(subject) if one.table]
    assert [one.heading for one in shown] == [
        "Deprivation: neighbourhoods (index of 2019)",
        "Deprivation: counties (index of 2015)",
    ]
    first, second = (one.table for one in shown)
    assert [row[0].split(" of ")[0] for row in first.table.rows] == ["1", "2", "10"]
    assert len(second.table.rows) == 2
    assert first.key != second.key
