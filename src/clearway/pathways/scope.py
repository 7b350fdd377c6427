"""Which records somebody may see: those of every pathway that their trust is on, from the day it became involved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from clearway.standards.organisations import Organisations

RECEIVED = "least({0}.crtp_start, {0}.consultant_upgrade_date)"

INVOLVED_FROM: Mapping[str, str] = {
    "org_first_seen": "least({0}.crtp_start, {0}.date_first_seen)",
    "org_upgrade": "{0}.consultant_upgrade_date",
    "org_fds_end": "{0}.fds_end_date",
    "org_dtt": "{0}.ctp_start_date",
    "org_treatment": "coalesce({0}.transfer_date, {0}.ctp_start_date, {0}.treatment_start_date)",
    "accountable_investigating_org": RECEIVED,
    "ipt_1_referring": RECEIVED,
    "ipt_1_receiving": "{0}.ipt_1_received",
    "ipt_2_referring": RECEIVED,
    "ipt_2_receiving": "{0}.ipt_2_received",
    "ipt_3_referring": RECEIVED,
    "ipt_3_receiving": "{0}.ipt_3_received",
}
"""Each organisation on a record, and in SQL the day from which it is involved; a day not recorded keeps nobody out.
`{0}` stands for the table."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records may be read. `codes` are the codes of one trust and its sites; None is the whole store.

    `today` decides whether an involvement has begun. Every question about records takes a scope, so that none can be
    asked without one.
    """

    today: date
    codes: tuple[str, ...] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every record of the store may be read."""
        return self.codes is None

    def condition(self, values: dict[str, object], records: str = "record", submissions: str = "submission") -> str:
        """The condition on a row of `records` joined to its submission, as SQL; what it binds is put into `values`.

        The trust that sent the record may always see it.
        """
        if self.codes is None:
            return "TRUE"
        values |= {"scope_codes": list(self.codes), "scope_today": self.today}
        involved = [
            f"(list_contains($scope_codes, {records}.{column}) "
            f"AND coalesce({begins.format(records)}, $scope_today) <= $scope_today)"
            for column, begins in INVOLVED_FROM.items()
        ]
        return f"(list_contains($scope_codes, {submissions}.organisation_code) OR {' OR '.join(involved)})"


def whole_store(today: date) -> Scope:
    """The scope of those who may see every record of the store."""
    return Scope(today)


def scope_of_trust(figures: duckdb.DuckDBPyConnection, organisations: Organisations, trust: str, today: date) -> Scope:
    """The scope of one trust: its own code, and every code in the store that is its own today by site or merger."""
    columns = ", ".join(INVOLVED_FROM)
    held = figures.execute(
        f"SELECT DISTINCT code FROM (UNPIVOT (SELECT {columns} FROM records) ON {columns} INTO NAME item VALUE code)"  # noqa: S608
    ).fetchall()
    own = {code for (code,) in held if organisations.parent_trust(code, today) == trust}
    return Scope(today, tuple(sorted({trust, *own})))
