"""`clearway waits`: the position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.figures_to_ask import figures_to_ask, known_in, todays_organisations
from clearway.cli.options import Audience, Json, Store
from clearway.cli.stores import use_store

if TYPE_CHECKING:
    import duckdb

    from clearway.measures.answer import Position, PositionRow
    from clearway.measures.question import Question
    from clearway.publications.disclosure import ProtectedPosition
    from clearway.standards import RuleBook
    from clearway.store.folder import StoreFolder

FORMER_HELP = (
    "Until September 2023: 2ww, 2ww_breast, 31_first, 31_rare, 31_sub_surgery, 31_sub_drug, 31_sub_radio, 62_gp, "
    "62_screening, 62_upgrade."
)
Many = Annotated[
    list[str] | None, typer.Option("--where", metavar="CUT=VALUE", help="Keep only these; may be repeated.")
]

CHOICES = {
    "--engine": (("duckdb", "spark"), "An engine is duckdb or spark."),
    "--basis": (("", "computed", "published"), "A basis is computed or published."),
    "--side": (("", "trusts", "residents"), "A side is trusts or residents."),
    "--organisations": (("then", "now"), "Organisations are as they were then, or as they are now."),
}
"""The words that an option knows, and what is said of any other."""


@dataclass(frozen=True, slots=True)
class Said:
    """A question as it was typed: the words of the options of the same names."""

    basis: str
    standard: str
    month: str
    months: tuple[str, str]
    year: str
    by: str
    where: Sequence[str]
    side: str
    all_releases: bool
    organisations: str

    def question(self, basis: str, until: datetime | None) -> "Question":
        """The question, put to figures of one basis; of published ones, as they stood at a moment."""
        from clearway.measures.question import STANDARDS, Question, months_of_year, where

        bounds = months_of_year(self.year) if self.year else tuple(self.month or one for one in self.months)
        return Question(
            basis=cast("Literal['published', 'computed']", basis),
            standards=tuple(self.standard.lower().split(",")) if self.standard else STANDARDS,
            first_month=bounds[0],
            last_month=bounds[1],
            by=tuple(one.strip() for one in self.by.split(",") if one.strip()) or ("england",),
            where=where(**_filters(self.where)),
            by_year=bool(self.year),
            side=cast("Literal['trusts', 'residents'] | None", self.side or None),
            all_releases=self.all_releases,
            known_until=until,
            organisations=cast("Literal['then', 'now']", self.organisations),
        )


@command(
    "waits", example="clearway waits --store my-store --basis published --standard 62 --month 2025-03 --by alliance"
)
def waits(
    store: Store,
    basis: Annotated[
        str, typer.Option("--basis", help="computed or published; computed where there are records.")
    ] = "",
    standard: Annotated[
        str, typer.Option("--standard", help="28, 31 or 62; all three if left out. " + FORMER_HELP)
    ] = "",
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="One month.")] = "",
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help="The first month.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM", help="The last month.")] = "",
    year: Annotated[str, typer.Option("--year", metavar="YYYY-YY", help="A financial year as one sum.")] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="CUTS",
            help="england, region, alliance, icb, commissioner, provider, cancer_type, route, stage, modality, "
            "care_setting (former standards).",
        ),
    ] = "england",
    where: Many = None,
    side: Annotated[
        str, typer.Option("--side", help="trusts or residents, where a place can be counted both ways.")
    ] = "",
    all_releases: Annotated[bool, typer.Option("--all-releases", help="Every release of a published figure.")] = False,
    known_on: Annotated[
        str, typer.Option("--as-known-on", metavar="DATE", help="As it was known at the end of a day.")
    ] = "",
    organisations: Annotated[
        str, typer.Option("--organisations", help="then (as they were in each month) or now (as they are today).")
    ] = "then",
    engine: Annotated[str, typer.Option("--engine", help="What runs the clocks: duckdb or spark.")] = "duckdb",
    spark_url: Annotated[
        str, typer.Option("--spark-url", metavar="URL", help="Where Spark listens: sc://HOST:PORT.")
    ] = "",
    audience: Audience = "",
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the rows to a CSV file too.")] = None,
    as_json: Json = False,
) -> None:
    """The position: total, within, breaches, percent, 95% interval, median and 90th centile, by place and more.

    Figures of regions and alliances say whether they sum their trusts or count their residents; both are shown.
    Without --audience computed figures are those for whoever keeps the records: all of them. Give the audience before
    figures are passed on: what would give few people away is then left out.
    """
    folder = use_store(store)
    _check({"--engine": engine, "--basis": basis, "--side": side, "--organisations": organisations})
    said = Said(basis, standard, month, (first, last), year, by, where or [], side, all_releases, organisations)
    seen, question = _answered(folder, said, _day(known_on), audience, (engine, spark_url))
    if csv:
        csv.write_bytes(_csv(seen, question, engine))
        say(f"Wrote {len(seen.position.rows):,} rows to {csv}.")
    if as_json:
        asked = {"as_known_on": known_on or None, "organisations": organisations, "engine": engine}
        answer_json({**seen.as_json(), **asked})
    else:
        _tell(seen.position, engine)
        say(f"For {seen.policy.audience.words}: {seen.policy.words}.")


def _answered(
    folder: "StoreFolder", said: Said, day: date | None, audience: str, run_on: tuple[str, str]
) -> "tuple[ProtectedPosition, Question]":
    """What an audience is told, as it was known on a day, and the question that was put.

    `run_on` is the engine, and where it listens.
    """
    from clearway.measures.position import position
    from clearway.standards import load_rule_book

    rules = load_rule_book()
    engine, address = run_on
    known = known_in(folder, rules, day) if day and engine == "duckdb" else None
    until = known.published_until if known and said.basis == "published" else None
    with figures_to_ask(folder, rules, day, engine, address, known, is_at_hand=until is not None) as figures:
        question = said.question(said.basis or _usual_basis(figures), until)
        then = rules.as_known_on(day) if day else rules
        found = position(figures, question, then, with_other_releases=True, todays=todays_organisations(folder))
        return _seen_by(audience, figures, found, question, then, folder), question


def _check(given: Mapping[str, str]) -> None:
    """`BadParameter` for a word that an option does not know."""
    for option, word in given.items():
        known, words = CHOICES[option]
        if word not in known:
            raise typer.BadParameter(words, param_hint=option)


def _seen_by(
    audience: str,
    figures: "duckdb.DuckDBPyConnection",
    found: "Position",
    question: "Question",
    rules: "RuleBook",
    folder: "StoreFolder",
) -> "ProtectedPosition":
    """The answer for an audience; without one, for whoever keeps the store (published figures: for everybody)."""
    from clearway.cli.audience import policies_for
    from clearway.publications.disclosure import position_tables, protected_position

    who = audience or ("own_trust" if question.basis == "computed" else "public")
    policy = policies_for(who, figures, folder, basis=question.basis)(question.details)
    return protected_position(found, question, policy, position_tables(figures, question, rules, policy))


def _usual_basis(figures: "duckdb.DuckDBPyConnection") -> str:
    """Computed where there are records, else published."""
    rows = figures.execute("SELECT 1 FROM month_sources LIMIT 1").fetchall()
    return "computed" if rows else "published"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("Write the day as 2025-03-31.", param_hint="--as-known-on") from None


def _filters(pairs: Sequence[str]) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {}
    for pair in pairs:
        cut, found, value = pair.partition("=")
        if not found:
            raise typer.BadParameter("Write a filter as provider=RHQ.", param_hint="--where")
        kept.setdefault(cut.strip(), []).append(value.strip())
    return kept


def _tell(found: "Position", engine: str) -> None:
    from clearway.cli.answers import say

    for row in found.rows:
        answer(_line(row))
    if not found.rows:
        answer("No figures answer this.")
    if found.missing_months:
        say(f"Not held: {', '.join(found.missing_months)}.")
    for note in found.notes:
        say(note)
    say(f"Basis: {_made_by(found, engine)}. Snapshot: {found.snapshot}.")


def _line(row: "PositionRow") -> str:
    where = ", ".join(row.names.get(cut, value) for cut, value in row.cut.items()) or "all"
    if row.rate is None or row.lower is None or row.upper is None:
        share = "nobody counted"
    else:
        share = f"{row.rate:.1%} ({row.lower:.1%} to {row.upper:.1%})"
    waits = "" if row.median_days is None else f", median {row.median_days:g} days, 90th centile {row.p90_days:g}"
    return (
        f"{row.period}  {row.standard:>3}  {where} [{row.basis_of_place}]: {share}, "
        f"{row.within:,f} of {row.total:,f}{waits}, {row.release}"
    )


def _made_by(found: "Position", engine: str) -> str:
    """The basis, and for computed figures what ran the clocks (fault 49)."""
    return f"{found.basis}, by {engine}" if found.basis == "computed" else found.basis


def _csv(seen: "ProtectedPosition", question: "Question", engine: str) -> bytes:
    from clearway.publications.tables import Column, Kind, Notes, Table, comma_separated

    found = seen.position
    cuts = [Column(cut, cut) for cut in question.cuts]
    named = [Column(f"{cut}_name", f"{cut} name") for cut in question.places if cut != "england"]
    counts = [
        Column(name, name, Kind.COUNT) for name in ("total", "within", "breaches", "after_104", "short_of_target")
    ]
    shares = [Column(name, name, Kind.SHARE) for name in ("rate", "lower", "upper", "threshold")]
    days = [Column(name, name, Kind.DAYS) for name in ("median_days", "p90_days")]
    head = [Column(name, name) for name in ("standard", "standard_key", "month")]
    tail = [Column(name, name) for name in ("basis_of_place", "release", "source_files", "note")]
    columns = (*head, *cuts, *named, *counts, *shares, *days, *tail)
    rows = []
    for row in found.rows:
        plain = {**row.as_json(), "source_files": "; ".join(row.source_files)}
        exact = {column.key: getattr(row, column.key) for column in counts}
        rows.append(tuple({**plain, **exact}.get(column.key) for column in columns))
    rows += [tuple(one.as_json().get(column.key) for column in columns) for one in seen.hidden]
    is_provisional = any(row.release == "provisional" for row in found.rows)
    notes = Notes(
        definition="Waiting-time position",
        source=f"Clearway, figures {_made_by(found, engine)}",
        as_at="",
        snapshot=found.snapshot,
        licence="Contains public sector information licensed under the Open Government Licence v3.0",
        mark="provisional" if is_provisional else "",
        remarks=(("Small numbers", f"For {seen.policy.audience.words}: {seen.policy.words}"),),
    )
    return comma_separated(Table("Waits", columns, tuple(rows), notes))
