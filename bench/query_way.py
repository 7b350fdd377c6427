"""One question to the figures of a store of ten years: `python -m bench.query_way QUESTION FOLDER REFERRALS`.

`work` is the CPU of one answer, the middle of many, once the process is warm.
"""

import json
import sys
from datetime import date
from pathlib import Path
from statistics import median

from bench.meter import Meter, cpu_seconds
from bench.monthly_store import monthly_store
from clearway.measures.position import position
from clearway.measures.question import Question
from clearway.measures.todays_organisations import TodaysOrganisations
from clearway.pipeline.publish import publish
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import Reader

TRUST, TODAY = "RHQ", date(2025, 6, 1)
THREE = ("28", "31", "62")
MONTH, EARLIER = "2024-09", "2023-10"
QUESTIONS = {
    "trust-year": Question(
        basis="computed",
        standards=("62",),
        by=("cancer_type",),
        where={"provider": (TRUST,)},
        first_month=EARLIER,
        last_month=MONTH,
    ),
    "trust-ten-years": Question(basis="computed", standards=("62",), by=("provider",), where={"provider": (TRUST,)}),
    "trust-three-standards": Question(
        basis="computed", standards=THREE, by=("provider",), where={"provider": (TRUST,)}
    ),
    "everybody-ten-years": Question(basis="computed", standards=THREE),
    "trusts-month": Question(
        basis="computed", standards=("62",), by=("provider",), first_month=MONTH, last_month=MONTH
    ),
    "trusts-month-today": Question(
        basis="computed", standards=("62",), by=("provider",), first_month=MONTH, last_month=MONTH, organisations="now"
    ),
}
ANSWERS = 25


def main(name: str, folder: Path, referrals: int) -> dict[str, object]:
    """Ask one question again and again."""
    made = monthly_store(folder, referrals=referrals)
    rules, organisations = load_rule_book(), load_organisations()
    publish(store=made.store, manifest=made.manifest, rules=rules, organisations=organisations)
    reader, todays = Reader(made.store.analytical), TodaysOrganisations(organisations, TODAY)
    spent = []
    for _ in range(ANSWERS + 1):
        before = cpu_seconds()
        with reader.open() as figures:
            rows = len(position(figures, QUESTIONS[name], rules, todays=todays).rows)
        spent.append(cpu_seconds() - before)
    return {"measured": {**Meter.started().read(), "work": median(spent[1:])}, "rows": rows}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
