"""The faults that can be asked for: their names, how often they are put in, and what Clearway says to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from clearway.records.findings import Refused

CATALOGUE = Path(__file__).with_name("fault_catalogue.yaml")
ALL = "all"


class Put(StrEnum):
    """Where a fault is put in: into typed records, into the text of cells, or into the file as a whole."""

    RECORD = "record"
    CELL = "cell"
    FILE = "file"


class Where(StrEnum):
    """Who answers to a fault."""

    FLAG = "flag"
    FINDING = "finding"
    REFUSAL = "refusal"
    CONFLICT = "conflict"
    ALARM = "alarm"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Known:
    """One fault: `rate` is how often when nothing else is asked, `says` what Clearway answers `where`."""

    name: str
    put: Put
    title: str
    rate: float
    where: Where
    says: str
    column: str = ""


@cache
def catalogue() -> Mapping[str, Known]:
    """Every fault by name, in the order in which they are put in."""
    told = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    return {
        name: Known(name, Put(put), **{**one, "where": Where(one["where"])})
        for put, listed in told.items()
        for name, one in listed.items()
    }


def asked_for(words: str) -> dict[str, float]:
    """The faults of `NAME[:RATE],…` or `all`, with their rates. `Refused` for a name or rate that cannot be."""
    known = catalogue()
    rates: dict[str, float] = {}
    for word in filter(None, (one.strip() for one in words.split(","))):
        name, _, rate = word.partition(":")
        names = list(known) if name == ALL else [name]
        for one in names:
            if one not in known:
                raise Refused(f"No fault is called {one}.", f"Choose of: {', '.join(known)}.", code="FAULT-UNKNOWN")
            rates[one] = _rate(word, rate) if rate else known[one].rate
    return {name: rates[name] for name in known if name in rates}


def put_in(asked: Mapping[str, float], put: Put) -> dict[str, float]:
    """Those of the asked faults that are put in at one place."""
    return {name: rate for name, rate in asked.items() if catalogue()[name].put is put}


def _rate(word: str, rate: str) -> float:
    try:
        share = float(rate)
    except ValueError:
        share = -1.0
    if not 0 < share <= 1:
        raise Refused(f"{word} names no rate.", "Write a share above 0 and up to 1: NAME:0.02.", code="FAULT-RATE")
    return share
