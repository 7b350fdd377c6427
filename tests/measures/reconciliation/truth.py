"""A small region whose truth is known: records as trusts send them, and the workbook that the truth would print."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.intake.builders import (
    ALL_CANCER,
    BANDS,
    BY_CANCER,
    BY_MODALITY,
    GOOD_RECORD,
    ROUTES,
    STAGES,
    MonthlyWorkbook,
    headings,
)

from clearway.clocks.assess import assess_records
from clearway.clocks.row import result_row
from clearway.clocks.rules import ClockRules
from clearway.measures.reconciliation.counted import Counted, counted_from_result
from clearway.records.waiting_times import COLUMNS, WaitingTimeRecord
from clearway.standards import RuleBook, load_rule_book
from clearway.standards.organisations import load_organisations

Row = dict[str, str]

TRUSTS = {"RFF": "BARNSLEY", "RFR": "THE ROTHERHAM", "RHQ": "SHEFFIELD"}
MONTHS = ("2025-03", "2025-04", "2025-05")
MONTH = "2025-04"

EDGES = {"28": (14, 28, 42, 62), "31": (31, 38, 48, 62), "62": (31, 38, 48, 62, 76, 90, 104)}
CANCERS = (
    *("Breast", "Gynaecological", "Haematological - Lymphoma", "Haematological - Other (a)", "Head & Neck"),
    *("Lower Gastrointestinal", "Lung", "Other (a)", "Skin", "Upper Gastrointestinal - Hepatobiliary"),
    *("Upper Gastrointestinal - Oesophagus & Stomach", "Urological - Other (a)", "Urological - Prostate"),
)
MODALITIES = ("Anti-cancer drug regimen", "Other", "Radiotherapy", "Surgery")
TOLD_ROUTES = (
    "URGENT SUSPECTED CANCER",
    "BREAST SYMPTOMATIC, CANCER NOT SUSPECTED",
    "NATIONAL SCREENING PROGRAMME",
)
PRINTED_ROUTE = {"Urgent Suspected Cancer": 0, "Breast Symptomatic": 1, "Screening": 2}
DIAGNOSES = {"C341": "03", "C187": "07", "C508": "01", "C435": "08"}
"""The four cancers of the records that everybody agrees on, with the type of referral. Seeds use others."""


def nhs_number(number: int) -> str:
    """A synthetic NHS number with its check digit; numbers for which there is none are passed over."""
    while True:
        digits = f"999{number:06}"
        check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return digits + str(check % 11)
        number += 500_000


def treated(
    name: str,
    *,
    trust: str,
    on: str,
    icd10: str,
    wait: int = 50,
    decided: int = 20,
    modality: str = "23",
    **changes: str,
) -> Row:
    """One person treated by one trust: `wait` days after referral, `decided` days after the decision, and not told."""
    day = date.fromisoformat(on)
    start = day - timedelta(days=wait)
    given = {
        "record_id": name,
        "pathway_id": f"P-{name}",
        "nhs_number": nhs_number(sum(ord(sign) * 31**place for place, sign in enumerate(name)) % 400_000),
        "pathway_issuer": trust,
        "referral_type": "15",
        "crtp_start": start.isoformat(),
        "date_first_seen": (start + timedelta(days=9)).isoformat(),
        "org_first_seen": trust,
        "fds_end_date": "",
        "fds_end_reason": "",
        "org_fds_end": "",
        "ctp_start_date": (day - timedelta(days=decided)).isoformat(),
        "treatment_start_date": on,
        "org_treatment": trust,
        "modality": modality,
        "icd10": icd10,
    }
    return {**GOOD_RECORD, **given, **changes}


def told(name: str, *, trust: str, on: str, referral_type: str, wait: int = 20, **changes: str) -> Row:
    """One person told by one trust that it was no cancer."""
    start = date.fromisoformat(on) - timedelta(days=wait)
    row = treated(name, trust=trust, on=on, icd10="")
    cleared = dict.fromkeys(("ctp_start_date", "treatment_start_date", "event_type", "modality", "org_treatment"), "")
    given = {
        "crtp_start": start.isoformat(),
        "date_first_seen": (start + timedelta(days=5)).isoformat(),
        "referral_type": referral_type,
        "fds_end_date": on,
        "fds_end_reason": "02",
        "org_fds_end": trust,
        "care_setting": "",
    }
    return {**row, **cleared, **given, **changes}


def agreed(seed: int, people: int = 40) -> list[Row]:
    """Records on which everybody agrees: three trusts, three months, four cancers, some shared, some breaches."""
    rng = random.Random(seed)
    rows = []
    for trust in TRUSTS:
        for month in MONTHS:
            for number in range(people):
                name = f"{trust}-{month}-{number}"
                icd10, referral_type = rng.choice(sorted(DIAGNOSES.items()))
                on = f"{month}-{rng.randint(1, 28):02}"
                if number % 2:
                    rows.append(told(name, trust=trust, on=on, referral_type=referral_type, wait=rng.randint(5, 40)))
                    continue
                other = rng.choice(sorted(set(TRUSTS) - {trust}))
                wait = rng.randint(30, 90)
                handed = date.fromisoformat(on) - timedelta(days=rng.randint(5, 25))
                shared = {"org_first_seen": other, "accountable_investigating_org": other}
                changes = {**shared, "transfer_date": handed.isoformat()} if number % 6 == 0 else {}
                kind = rng.choice(("23", "02", "05"))
                row = treated(name, trust=trust, on=on, icd10=icd10, wait=wait, modality=kind, **changes)
                rows.append({**row, "referral_type": referral_type})
    return rows


def records_of(rows: Iterable[Row]) -> list[WaitingTimeRecord]:
    """Rows as typed records."""
    return [WaitingTimeRecord(**{name: _typed(name, value) for name, value in row.items() if value}) for row in rows]


def counted_of(rows: Iterable[Row], book: RuleBook | None = None) -> list[Counted]:
    """What the truth counts, by the plain rules; `book` where the other side reads a rule another way."""
    rules = ClockRules(book or load_rule_book(), load_organisations())
    found = []
    for assessment in assess_records(records_of(rows), rules):
        row = result_row(assessment)
        found += [one for standard in ("28", "31", "62") if (one := counted_from_result(row, standard))]
    return found


def reading(**parameters: object) -> RuleBook:
    """The national rules with a setting read another way."""
    book = load_rule_book()
    return book.under(replace(book.sets["v12"], label="read otherwise", as_at=None, parameters=parameters))


def workbook(path: Path, month: str, counted: Sequence[Counted], status: str = "Final") -> Path:
    """The official provider workbook of a month, as it would print what was counted."""
    book = MonthlyWorkbook(f"{date.fromisoformat(month + '-01'):%b-%y}", f"Status: {status} Official Statistics")
    for name in [name for name in book.cells if name.startswith(("28", "31", "62"))]:
        del book.cells[name]
    own = [one for one in counted if one.month == month]
    told_cancers = sorted({one.cancer_type or "" for one in counted if one.standard == "28"})
    printer = _Printer(book, own)
    printer.sheet("28-DAY FDS (ALL ROUTES)", "28", ["REFERRAL ROUTE"], [[("ALL ROUTES",)]])
    dimensions = ["REFERRAL ROUTE", "SUSPECTED CANCER OR BREAST SYMPTOMATIC (2)"]
    printer.sheet("28-DAY FDS (BY ROUTE)", "28", dimensions, [[(r, c) for r in TOLD_ROUTES for c in told_cancers]])
    for standard, parts in (("31", STAGES), ("62", ROUTES)):
        heading = "TREATMENT STAGE" if standard == "31" else "REFERRAL ROUTE"
        for cut, dimension, labels in (
            (ALL_CANCER, "CANCER TYPE", ("ALL CANCERS",)),
            (BY_CANCER, "CANCER TYPE (3)", CANCERS),
            (BY_MODALITY, "TREATMENT MODALITY (4)", MODALITIES),
        ):
            stacked = [[(part, label) for label in labels] for part in parts]
            printer.sheet(f"{standard}-DAY {cut}", standard, [heading, dimension], stacked)
    return book.save(path)


class _Printer:
    """Prints sheets of figures: a row for each trust and label, then the England rows."""

    def __init__(self, book: MonthlyWorkbook, counted: Sequence[Counted]) -> None:
        self.book = book
        self.counted = counted

    def sheet(
        self, name: str, standard: str, dimensions: Sequence[str], parts: Sequence[Sequence[tuple[str, ...]]]
    ) -> None:
        lines = (name, self.book.month, "BASIS: PROVIDER BASED INCLUDING 'UNKNOWNS'", "DEFINITIONS")
        for row, line in enumerate(lines):
            self.book.put(name, row, [line])
        row = 6
        for number, part in enumerate(parts):
            if len(parts) > 1:
                self.book.put(name, row, [f"PART {chr(65 + number)}: {part[0][0]}"])
            heads = ["ODS CODE (1)", "ACCOUNTABLE PROVIDER", *dimensions, *headings(standard)]
            self.book.put(name, row + 2, heads, column=1)
            row += 3
            for code, organisation in TRUSTS.items():
                for labels in part:
                    if any(figures := self.figures(standard, labels, code)):
                        self.book.put(name, row, [code, organisation, *labels, *figures], column=1)
                        row += 1
            row += 1
            for labels in part:
                figures = self.figures(standard, labels, "")
                self.book.put(name, row, ["", "ALL ENGLISH PROVIDERS", *labels, *figures], column=1)
                row += 1
            row += 1

    def figures(self, standard: str, labels: tuple[str, ...], trust: str) -> list[float | str]:
        bands = [0.0] * len(BANDS[standard])
        within = breaches = 0.0
        for one in self.counted:
            if one.standard == standard and _is_in(one, labels):
                for part in one.parts:
                    if trust in ("", part.trust):
                        share = part.total / 2
                        within += share if one.is_within else 0
                        breaches += 0 if one.is_within else share
                        bands[sum(one.days > edge for edge in EDGES[standard])] += share
        total = within + breaches
        return [total, within, breaches, within / total if total else 0, "", *bands]


def _is_in(one: Counted, labels: tuple[str, ...]) -> bool:
    route, *rest = labels
    if route not in ("ALL ROUTES", "ALL STAGES"):
        own = TOLD_ROUTES[PRINTED_ROUTE[one.route or ""]] if one.standard == "28" else one.route
        if route != own:
            return False
    return all(label in ("ALL CANCERS", one.cancer_type, one.modality) for label in rest)


def _typed(name: str, value: str) -> object:
    kind = next(column.kind for column in COLUMNS if column.name == name)
    if kind == "date":
        return date.fromisoformat(value)
    return int(value) if kind in ("days", "number") else value


def by_sender(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    """Rows by the trust that sends them: the one that treated or told."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["org_treatment"] or row["org_fds_end"], []).append(row)
    return found
