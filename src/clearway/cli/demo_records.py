"""`clearway demo --records-only`: made-up records in Parquet, without a store."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clearway.cli.answers import say
from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.demo.parquet import Form, Progress

RECORDS_BETWEEN_WORDS = 1_000_000


@dataclass(frozen=True, slots=True)
class RecordsWanted:
    """Whose records, how many, and in which form. `referrals` a year; none for as many as are published."""

    alliance: str
    of_england: bool
    years: int
    seed: int | None
    referrals: int | None
    form: "Form"


def write_records(out: Path, wanted: RecordsWanted, *, today: date) -> dict[str, Any]:
    """Write records to a file or folder that is not there yet, and say what was written."""
    from clearway.cli.demo_store import check_alliance
    from clearway.demo.ground import DEFAULT_SEED, scope_of
    from clearway.demo.parquet import write_parquet
    from clearway.demo.published import packed_figures
    from clearway.standards.organisations import load_organisations

    check_alliance(wanted.alliance, today)
    if out.exists():
        raise Refused(f"{out} is there already.", "Choose another name, or remove it.", code="DEMO-RECORDS-THERE")
    scope = scope_of(
        packed_figures(),
        alliance=wanted.alliance,
        years=wanted.years,
        seed=DEFAULT_SEED if wanted.seed is None else wanted.seed,
        of_england=wanted.of_england,
    )
    say(f"Making up records from {scope.first_month} to {scope.today:%d %B %Y}: synthetic, no real patient among them")
    written = write_parquet(
        out,
        scope,
        load_organisations(),
        referrals_a_year=wanted.referrals,
        form=wanted.form,
        progress=_progress(),
    )
    return {
        **asdict(written),
        "first_month": scope.first_month,
        "seen_on": scope.today,
        "seed": scope.seed,
        "form": wanted.form,
    }


def _progress() -> "Progress":
    """Says at every further million how far the records are."""
    told = 0

    def progress(records: int, month: str) -> None:
        nonlocal told
        if records // RECORDS_BETWEEN_WORDS > told:
            told = records // RECORDS_BETWEEN_WORDS
            say(f"{records:,} records, up to {month}")

    return progress
