"""The rule book as a clock reads it: what holds on one day, and which trust a code belongs to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from clearway.standards import Code, RuleBook, RuleNotKnown, Value
from clearway.standards.organisations import Organisations

TRANSFER_PARAMETERS = ("handover_day", "treat_days", "multi_provider_rule")


class RulesOnDay:
    """Every parameter and code list as at one date. A parameter not yet known on that date reads as None."""

    def __init__(self, book: RuleBook, on: date) -> None:
        self._book = book
        self._on = on
        self._values: dict[str, Value | None] = {}
        self._lists: dict[str, Mapping[str, Code]] = {}

    def __getitem__(self, parameter: str) -> Value | None:
        if parameter not in self._values:
            try:
                self._values[parameter] = self._book.value(parameter, self._on)
            except RuleNotKnown:
                self._values[parameter] = None
        return self._values[parameter]

    def days(self, parameter: str) -> int:
        """A limit in days or years. Raises `RuleNotKnown` naming rule and date when there is none yet."""
        return int(self._book.value(parameter, self._on))  # type: ignore[arg-type]

    def is_known(self, parameter: str) -> bool:
        """Whether the parameter had its first value by this date."""
        return self[parameter] is not None

    def code(self, list_name: str, code: str | None) -> Code | None:
        """The entry of a code list, or None when the code is empty or the list does not hold it on this date."""
        if code is None:
            return None
        if list_name not in self._lists:
            try:
                self._lists[list_name] = self._book.codes(list_name, self._on)
            except RuleNotKnown:
                self._lists[list_name] = {}
        return self._lists[list_name].get(code)


class ClockRules:
    """A rule book and an organisation reference together, remembered by day."""

    def __init__(self, book: RuleBook, organisations: Organisations) -> None:
        self.book = book
        self.organisations = organisations
        self._days: dict[date, RulesOnDay] = {}
        self._trusts: dict[tuple[str, date], str] = {}
        self._other_readings: dict[str, ClockRules] = {}

    def on(self, day: date) -> RulesOnDay:
        """The rules that hold on a day."""
        if day not in self._days:
            self._days[day] = RulesOnDay(self.book, day)
        return self._days[day]

    def trust(self, code: str | None, on: date) -> str:
        """The trust that a site or organisation code belongs to on a date (rule ORG-1); empty when there is no code."""
        if not code:
            return ""
        if (code, on) not in self._trusts:
            self._trusts[code, on] = self.organisations.parent_trust(code, on)
        return self._trusts[code, on]

    def with_other_upgrade_reading(self, on: date) -> "ClockRules":
        """These rules with the setting in doubt turned: does an upgrade date move an urgent clock (D62-2)?"""
        other = "keep_referral_clock" if self.on(on)["upgrade_on_urgent"] == "move_clock" else "move_clock"
        if other not in self._other_readings:
            setting: dict[str, Value] = {"upgrade_on_urgent": other}
            plain = replace(self.book.sets["v12"], label=self.book.label, as_at=None, thresholds={})
            what_if = replace(plain, parameters=setting)
            self._other_readings[other] = ClockRules(self.book.under(what_if), self.organisations)
        return self._other_readings[other]

    @cached_property
    def has_local_policy(self) -> bool:
        """Whether an alliance's own policy overrides a transfer rule (rule IPT-9)."""
        held = (self.book.parameters[name] for name in TRANSFER_PARAMETERS)
        return any(dated.overridden_by for parameter in held for dated in parameter.values)
