"""`clearway demo --records-only`: made-up records in Parquet, without a store."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from clearway.cli.answers import say
from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.demo.ground import Scope
    from clearway.demo.parquet import Form, Progress, Written
    from clearway.demo.truth import Truth

RECORDS_BETWEEN_WORDS = 1_000_000


@dataclass(frozen=True, slots=True)
class RecordsWanted:
    """Whose records, how many, in which form, with which faults (`NAME[:RATE],…`), and where to list those.

    `referrals` a year; none for as many as are published. The form is one of Parquet, or `csv`.
    """

    alliance: str
    of_england: bool
    years: int
    seed: int | None
    referrals: int | None
    form: "Form | Literal['csv']"
    faults: str = ""
    truth: Path | None = None


def write_records(out: Path, wanted: RecordsWanted, *, today: date) -> dict[str, Any]:
    """Write records to a file or folder that is not there yet, and say what was written."""
    from clearway.cli.demo_store import check_alliance
    from clearway.demo.fault_catalogue import asked_for
    from clearway.demo.ground import DEFAULT_SEED, scope_of
    from clearway.demo.published import packed_figures
    from clearway.demo.truth import Truth

    check_alliance(wanted.alliance, today)
    for path in filter(None, (out, wanted.truth)):
        if path.exists():
            raise Refused(f"{path} is there already.", "Choose another name, or remove it.", code="DEMO-RECORDS-THERE")
    asked = asked_for(wanted.faults)
    scope = scope_of(
        packed_figures(),
        alliance=wanted.alliance,
        years=wanted.years,
        seed=DEFAULT_SEED if wanted.seed is None else wanted.seed,
        of_england=wanted.of_england,
    )
    say(f"Making up records from {scope.first_month} to {scope.today:%d %B %Y}: synthetic, no real patient among them")
    with Truth(wanted.truth) as truth:
        written = _written(out, wanted, scope, asked, truth)
    return {
        **asdict(written),
        "first_month": scope.first_month,
        "seen_on": scope.today,
        "seed": scope.seed,
        "form": wanted.form,
    }


def _written(out: Path, wanted: RecordsWanted, scope: "Scope", asked: Mapping[str, float], truth: "Truth") -> "Written":
    from clearway.demo.csv_folder import write_csv_folder
    from clearway.demo.parquet import write_parquet
    from clearway.standards.organisations import load_organisations

    organisations, referrals = load_organisations(), wanted.referrals
    if wanted.form == "csv":
        return write_csv_folder(
            out,
            scope,
            organisations,
            referrals_a_year=referrals,
            faults=asked,
            truth=truth,
            progress=_progress(),
        )
    return write_parquet(
        out,
        scope,
        organisations,
        referrals_a_year=referrals,
        form=wanted.form,
        faults=asked,
        truth=truth,
        progress=_progress(),
    )


def _progress() -> "Progress":
    """Says at every further million how far the records are."""
    told = 0

    def progress(records: int, month: str) -> None:
        nonlocal told
        if records // RECORDS_BETWEEN_WORDS > told:
            told = records // RECORDS_BETWEEN_WORDS
            say(f"{records:,} records, up to {month}")

    return progress
