"""The rules as pandas code finds them: in dated tables, or as constants and dictionaries written into the code."""

from pathlib import Path
from typing import Any

import pandas as pd

COMBINED = pd.Timestamp("2023-10-01")
DAY = pd.Timestamp("2024-06-01")
SINCE = {
    "combined_standards": COMBINED,
    "fds_in_force": pd.Timestamp("2019-04-01"),
    "non_specific_symptoms_in_fds": COMBINED,
    "non_specific_symptoms_in_62": COMBINED,
    "breast_symptomatic_in_62": COMBINED,
    "subsequent_other_in_31": COMBINED,
}
UNTIL = {
    "two_week_in_force": COMBINED,
    "two_week_breast_in_force": COMBINED,
    "rare_cancers_in_31_days": COMBINED,
    "admitted_only_patient_choice": pd.Timestamp("2020-07-01"),
}
ALWAYS = {
    "two_week_days": 14,
    "fds_days": 28,
    "d31_days": 31,
    "d62_days": 62,
    "d62_rare_days": 31,
    "handover_day": 38,
    "treat_days": 24,
    "children_under_years": 16,
    "screening_needs_urgent": True,
    "event_12_is_first": True,
    "six_scenarios": True,
    "subsequent_radiotherapy_in_31": True,
}


class Dated:
    """Every code and every rule as it stood on the day that picks it."""

    def __init__(self, folder: Path) -> None:
        self._days = pd.read_parquet(folder / "rule_day.parquet")
        self._days["on_date"] = pd.to_datetime(self._days["on_date"])
        self._days = self._days.set_index("on_date")
        for name in self._days.select_dtypes(object).columns:
            if self._days[name].isin([True, False, None]).all():
                self._days[name] = self._days[name].eq(True)
        codes = pd.read_parquet(folder / "code_list.parquet")
        self._codes = {name: _spanned(part) for name, part in codes.groupby("list_name")}
        self._trusts = _spanned(pd.read_parquet(folder / "parent_trust.parquet"))

    def rule(self, name: str, dates: pd.Series) -> pd.Series:
        """A rule's value for each row."""
        held = self._days[name]
        values = held.reindex(dates.clip(held.index[0], held.index[-1]))
        return pd.Series(values.to_numpy(), index=dates.index)

    def code(self, name: str, codes: pd.Series, dates: pd.Series, column: str = "code_group") -> pd.Series:
        """What a list says of each row's code; nothing where it does not hold the code."""
        return _looked_up(self._codes[name], codes, dates, column)

    def trust(self, codes: pd.Series, dates: pd.Series) -> pd.Series:
        """The trust of each row's site."""
        return _looked_up(self._trusts, codes, dates, "trust")


class Constant:
    """Rules as an analyst writes them into the code: constants, and dictionaries as they stood on one day."""

    def __init__(self, folder: Path) -> None:
        codes = _spanned(pd.read_parquet(folder / "code_list.parquet"))
        current = codes[(codes["applies_from"] <= DAY) & (codes["applies_to"] >= DAY)]
        self._codes = {name: part.set_index("code") for name, part in current.groupby("list_name")}
        trusts = _spanned(pd.read_parquet(folder / "parent_trust.parquet"))
        current = trusts[(trusts["applies_from"] <= DAY) & (trusts["applies_to"] >= DAY)]
        self._trusts = current.set_index("code")["trust"].to_dict()

    def rule(self, name: str, dates: pd.Series) -> Any:
        """A rule's value: one for all rows, or by date."""
        if name in SINCE:
            return dates >= SINCE[name]
        return dates < UNTIL[name] if name in UNTIL else ALWAYS[name]

    def code(self, name: str, codes: pd.Series, dates: pd.Series, column: str = "code_group") -> pd.Series:
        """What a list says of each row's code; nothing where it does not hold the code."""
        return codes.map(self._codes[name][column].to_dict())

    def trust(self, codes: pd.Series, dates: pd.Series) -> pd.Series:
        """The trust of each row's site."""
        return codes.map(self._trusts)


def _spanned(table: pd.DataFrame) -> pd.DataFrame:
    # Days beyond pandas' own calendar stand for "always": nanoseconds would not hold them.
    spans = {name: pd.to_datetime(table[name], errors="coerce") for name in ("applies_from", "applies_to")}
    return table.assign(
        applies_from=spans["applies_from"].fillna(pd.Timestamp("1900-01-01")),
        applies_to=spans["applies_to"].fillna(pd.Timestamp("2200-01-01")),
    )


def _looked_up(table: pd.DataFrame, codes: pd.Series, dates: pd.Series, column: str) -> pd.Series:
    asked = pd.DataFrame({"code": codes, "on": dates}).rename_axis("row").reset_index()
    held = asked.merge(table[["code", column, "applies_from", "applies_to"]], on="code")
    held = held[(held["applies_from"] <= held["on"]) & (held["on"] <= held["applies_to"])]
    return held.set_index("row")[column].reindex(codes.index)
