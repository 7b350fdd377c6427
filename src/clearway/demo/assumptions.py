"""What the synthetic records assume, read from the files that hold the values: words and numbers cannot drift apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from clearway.demo.fault_catalogue import Where, catalogue

ASSUMED = Path(__file__).parent / "assumed"
SUBJECTS: tuple[str, ...] = (
    *("volumes", "diagnosis", "waits", "transfers", "pauses", "delays", "people", "bookings", "faults"),
)


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing that no published figure says. `subject` is the heading it stands under."""

    id: str
    subject: str
    text: str


@cache
def _whole(subject: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.safe_load((ASSUMED / f"{subject}.yaml").read_text(encoding="utf-8"))
    return content


def assumed(subject: str) -> Mapping[str, Any]:
    """The assumed values of one subject, by name."""
    values: Mapping[str, Any] = _whole(subject)["values"]
    return values


def _worded(subject: str) -> tuple[Assumption, ...]:
    whole = _whole(subject)
    return tuple(
        Assumption(one["id"], whole["title"], " ".join(one["text"].format(**_by_any_key(whole["values"])).split()))
        for one in whole["assumptions"]
    )


def _by_any_key(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values for `str.format`, which reads `{tail[28]}` as the number 28 where the file has the text."""
    return {
        name: {**held, **{int(key): value for key, value in held.items() if str(key).isdigit()}}
        if isinstance(held, dict)
        else held
        for name, held in values.items()
    }


ASSUMPTIONS: tuple[Assumption, ...] = tuple(one for subject in SUBJECTS for one in _worded(subject))
"""Every assumption in words, in the order in which a page should list them."""

PREFACE = """\
# What the demo assumes

The demo holds two kinds of figures. The published figures are real: NHS England, Cancer Waiting Times statistics, under
the Open Government Licence v3.0. The patient records are made up: no real person, pathway or date is among them.

The made-up records follow the published totals of each trust by month, route, cancer type and wait band. What follows
is what nobody publishes and we made up, so that no conclusion is drawn from it. The values stand in
`src/clearway/demo/assumed/`; this page is written from them by `python scripts/write_demo_assumptions.py`.
"""


ON_REQUEST = """\
## Faults on request

`clearway demo --records-only FOLDER --form csv --faults NAME[:RATE],… --truth FILE` puts these into made-up files, each
record at most one, and lists in `FILE` which record of which file got which; `all` asks for every one. Beside them
stand the few faults of FAULT-1, which `FILE` lists too. The first of the table, down to `site-code-for-trust`, can be
put into Parquet as well. The rates are made up: a share of the records that can carry the fault; of the senders for
`column-gone`; of that month's people for `volume-drop`.

| name | what is wrong | rate | what Clearway answers |
|---|---|---|---|"""

ANSWERS = {
    Where.FLAG: "flag {says} on the record",
    Where.FINDING: "finding {says} on the row",
    Where.REFUSAL: "the file is refused: {says}",
    Where.CONFLICT: "conflict of identity: {says}",
    Where.ALARM: "alarm {says} before publication",
    Where.NONE: "nothing: {says}",
}


def assumptions_page() -> str:
    """`docs/demo-assumptions.md`: every assumption under its subject."""
    parts = [PREFACE]
    for subject in dict.fromkeys(one.subject for one in ASSUMPTIONS):
        own = [one for one in ASSUMPTIONS if one.subject == subject]
        parts.append(f"## {subject}\n\n" + "\n".join(f"- **{one.id}** {one.text}" for one in own) + "\n")
    return "\n".join([*parts, _faults_on_request()])


def _faults_on_request() -> str:
    """Every fault that can be asked for, how often it is put in unless asked otherwise, and what is said to it."""
    rows = [
        f"| `{one.name}` | {one.title} | {one.rate:g} | {ANSWERS[one.where].format(says=one.says)} |"
        for one in catalogue().values()
    ]
    return "\n".join([ON_REQUEST, *rows]) + "\n"
