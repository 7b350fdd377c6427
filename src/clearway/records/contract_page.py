"""The contract of the waiting-time record as a page for the people who send one: `docs/records.md`."""

from collections.abc import Iterator

from clearway.records.column import Column
from clearway.records.waiting_times import COLUMNS, IDENTIFYING

SURE = {
    "verified": "verified",
    "running_code": "from running code",
    "memory": "provisional (from memory)",
    "design": "our own",
}


def contract_page() -> str:
    """The page as Markdown: one row a column, in canonical order."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The waiting-time record"
    yield ""
    yield "Made from the record contract by `python -m clearway.records.contract_page`; do not edit it by hand."
    yield ""
    yield "One record is one pathway step of one person: a referral and its outcome, at most one treatment, and its"
    yield "transfers. Later treatments for the same cancer are further records with the same pathway identifier."
    yield "An empty cell means not recorded. The order of the columns is free. *How sure* is about the national name."
    yield ""
    yield "| column | national name | kind | need | meaning | weakness | constraint | how sure |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from (_row(one) for one in COLUMNS)
    yield ""
    kept_apart = ", ".join(f"`{name}`" for name in sorted(IDENTIFYING))
    yield f"Kept apart from the analytical rows, which hold a keyed pseudonym instead: {kept_apart}."


def _row(one: Column) -> str:
    cells = (
        f"`{one.name}`",
        one.dictionary_name,
        one.kind,
        one.need,
        one.meaning,
        one.weakness,
        one.constraint,
        SURE[one.name_trust],
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(contract_page(), end="")
