"""What pages ask of the figures of ten years, and what a page of fifty rows costs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.apart import Apart, Bar
from bench.bench_refresh import SIZES
from bench.made_up import DATA
from bench.monthly_store import monthly_store

TRUST_YEAR, TRUST_TEN = "one trust, a year by cancer type", "one trust, one standard, ten years"
TRUST_THREE = "one trust, three standards, ten years (three questions)"
EVERYBODY = "everybody, three standards, ten years"
MONTH, MONTH_TODAY = "every trust, one month", "every trust, one month, as they are today"
QUESTIONS = {
    TRUST_YEAR: "trust-year",
    TRUST_TEN: "trust-ten-years",
    TRUST_THREE: "trust-three-standards",
    EVERYBODY: "everybody-ten-years",
    MONTH: "trusts-month",
    MONTH_TODAY: "trusts-month-today",
}
DRAWING, REQUEST, WAITS = "drawing fifty breaches", "the whole request for them", "the request for a trust's page"
TRUST_MOST, EVERYBODY_MOST, DRAWING_MOST = 0.020, 0.100, 0.015


def cases(*, is_full: bool = False) -> Iterator[Apart]:
    """Questions at each size of the store, and pages of a demo store."""
    for words, referrals, is_big in SIZES:
        if is_full or not is_big:
            folder = DATA / f"monthly-{referrals}"
            monthly_store(folder, referrals=referrals)
            way = (sys.executable, "-m", "bench.query_way")
            yield Apart(
                "question to cells",
                words,
                {name: (*way, question, str(folder), str(referrals)) for name, question in QUESTIONS.items()},
                bars=[
                    *(Bar(one, "work", TRUST_MOST) for one in (TRUST_YEAR, TRUST_TEN, MONTH, MONTH_TODAY)),
                    Bar(TRUST_THREE, "work", 3 * TRUST_MOST),
                    Bar(EVERYBODY, "work", EVERYBODY_MOST),
                ],
            )
    page = (sys.executable, "-m", "bench.page_way")
    ways = {DRAWING: "drawing", REQUEST: "request", WAITS: "waits"}
    store = str(_demo())
    yield Apart(
        "page",
        "a demo of two years",
        {name: (*page, way, store) for name, way in ways.items()},
        bars=[Bar(DRAWING, "work", DRAWING_MOST)],
    )


def _demo() -> Path:
    """A demo store, made when it is not there."""
    store = DATA / "demo"
    if not (store / "analytical" / "current").exists():
        command = (sys.executable, "-c", "from clearway.cli import main; main()", "demo", "--store", str(store))
        subprocess.run(command, check=True, stdout=sys.stderr)
    return store
