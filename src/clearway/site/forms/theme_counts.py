"""How many forms speak of each theme, by practice, network, trust and alliance, after disclosure control.

A form counts once for a theme and an organisation, however many answers speak of it. Counts are protected together:
those that are small are hidden, and those that would give them away, by `stats.disclosure`.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from clearway.site.forms.models import FormPart, FormTheme
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Organisation, OrganisationKind
from clearway.stats.disclosure import HIDDEN, LOCAL_BELOW_5, protect

LEVELS = {
    "practice": "General practices",
    "network": "Primary care networks",
    "trust": "Trusts",
    "alliance": "The whole alliance",
}


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """Counts of forms as they may be shown: a row a theme, a column an organisation; `*` is hidden."""

    level: str
    organisations: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    shown: tuple[tuple[str, ...], ...]
    hidden: int


def theme_counts(form: FormType, level: str) -> ThemeCounts:
    """The counts of a type of form at a level: `practice`, `network`, `trust` or `alliance`.

    Levels are sums of one another, so they are protected together: a network's count is hidden where that of one of
    its practices is, and the alliance's where it would give away a practice or a trust.
    """
    themes = tuple((one.code, one.text) for one in form.themes)
    if level in ("practice", "trust"):
        codes, shown = _protected(form, level)
        return _told(level, codes, themes, [row[:-1] for row in shown])
    exact = exact_counts(form.id, level)
    codes = sorted({code for code, _ in exact})
    table = _table(form, codes, exact)
    rows = [[HIDDEN if 0 < one < LOCAL_BELOW_5.below else f"{one:.0f}" for one in row] for row in table]
    if level == "alliance":
        finer = [_protected(form, one) for one in ("practice", "trust")]
        for number, row in enumerate(rows):
            if any(held and shown[number][-1] == HIDDEN for held, shown in finer):
                row[:] = [HIDDEN] * len(row)
    else:
        practices, shown = _protected(form, "practice")
        within = _practices_of_networks(form.id)
        for number, row in enumerate(rows):
            gone = {code for code, words in zip(practices, shown[number], strict=False) if words == HIDDEN}
            row[:] = [HIDDEN if within[code] & gone else words for code, words in zip(codes, row, strict=True)]
    return _told(level, codes, themes, rows)


def _protected(form: FormType, level: str) -> tuple[list[str], list[list[str]]]:
    """The organisations of a level, and for each theme the words of each and of the total."""
    exact = exact_counts(form.id, level)
    codes = sorted({code for code, _ in exact})
    if not codes or not form.themes:
        return [], [[] for _ in form.themes]
    table = np.array(_table(form, codes, exact))
    if len(codes) == 1:
        table = np.hstack([table, np.zeros_like(table)])
    shown = protect(table, LOCAL_BELOW_5).shown[:-1]
    return codes, [[*map(str, row[: len(codes)]), str(row[-1])] for row in shown]


def _table(form: FormType, codes: list[str], exact: dict[tuple[str, str], set[int]]) -> list[list[float]]:
    return [[float(len(exact.get((code, theme.code), ()))) for code in codes] for theme in form.themes]


def _told(level: str, codes: list[str], themes: tuple[tuple[str, str], ...], rows: list[list[str]]) -> ThemeCounts:
    shown = tuple(tuple(row) for row in rows)
    return ThemeCounts(level, tuple(codes), themes, shown, sum(one == HIDDEN for row in shown for one in row))


def _practices_of_networks(key: str) -> dict[str, set[str]]:
    """The practices whose forms were counted for each network."""
    found: dict[str, set[str]] = defaultdict(set)
    with every_row("theme counts"):
        for part in FormPart.unscoped.filter(case__type_version__key=key).exclude(network_code=""):
            found[part.network_code].add(part.organisation_code)
    return found


def exact_counts(key: str, level: str) -> dict[tuple[str, str], set[int]]:
    """The forms that speak of a theme, by organisation and theme, before disclosure control: never shown."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    with every_row("theme counts"):
        marks = FormTheme.unscoped.filter(withdrawn_at=None, part__case__type_version__key=key).select_related(
            "part__case"
        )
        held = list(marks)
        parts = defaultdict(list)
        for part in FormPart.unscoped.filter(case__type_version__key=key):
            parts[part.case_id].append(part)
    kinds = dict(Organisation.objects.values_list("code", "kind"))
    for mark in held:
        for code in _counted_for(parts[mark.part.case_id], level, kinds):
            found[code, mark.theme].add(mark.part.case_id)
    return dict(found)


def _counted_for(parts: list[FormPart], level: str, kinds: dict[str, str]) -> set[str]:
    """The organisations of a level that a form counts for: every party's, whichever half the theme was found in."""
    if level == "alliance":
        return {"All"}
    if level == "network":
        return {one.network_code for one in parts if one.network_code}
    wanted = OrganisationKind.PRACTICE if level == "practice" else OrganisationKind.TRUST
    return {one.organisation_code for one in parts if kinds.get(one.organisation_code) == wanted}
