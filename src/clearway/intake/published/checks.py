"""Does a published table agree with itself? Rows against their own parts, and the England row against its rows."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from clearway.intake.published.figures import Block, Halves
from clearway.records.findings import Finding, FindingKind
from clearway.records.published import ENGLAND

LOOK = "Compare it with the published workbook; if they agree, the difference is the publisher's: report it to them."


def row_checks(block: Block, standard_days: int | None) -> list[Finding]:
    """Rows whose total is not within + breaches, or whose wait bands do not add up to the total or to `within`."""
    findings = list(
        differing(block, block.within + block.breaches, block.total, "TOTAL_NOT_PARTS", "within plus after")
    )
    if not block.bands.shape[1]:
        return findings
    findings += differing(block, block.bands.sum(axis=1), block.total, "BANDS_NOT_TOTAL", "its wait bands added up")
    edges = block.band_edges.split()
    if standard_days is not None and str(standard_days) in edges:
        inside = block.bands[:, : edges.index(str(standard_days)) + 1].sum(axis=1)
        findings += differing(block, inside, block.within, "BANDS_NOT_WITHIN", "its bands inside the standard")
    return findings


def differing(block: Block, found: Halves, expected: Halves, name: str, what: str) -> Iterator[Finding]:
    """A finding for each row where two numbers that should be one differ."""
    for index in np.flatnonzero(found != expected):
        row = int(block.row_numbers[index])
        yield Finding(
            id=name,
            kind=FindingKind.LOGICAL,
            message=(
                f"Sheet {block.sheet}, row {row}: {what} give {people(found[index])}, but {people(expected[index])} "
                f"is printed: a difference of {people(found[index] - expected[index])}."
            ),
            mend=LOOK,
            row=row,
        )


def england_checks(block: Block, where: str) -> list[Finding]:
    """The England row of a part against the sum of its organisations, for each combination of labels.

    A part without any England row, and a combination without one, are structural findings.
    """
    keys, groups = groups_of(block)
    is_england = np.array([code == ENGLAND for code in block.labels["org_code"]], dtype=bool)
    if not is_england.any():
        return [england_missing(where, "it has no England total row at all")]
    counts = np.column_stack([block.total, block.within, block.breaches, block.bands])
    sums = np.zeros((len(keys), counts.shape[1]), dtype=np.int64)
    np.add.at(sums, groups[~is_england], counts[~is_england])
    printed = np.full_like(sums, -1)
    printed[groups[is_england]] = counts[is_england]
    names = ["total", "within", "after", *block.band_edges.split()]
    findings = []
    for group, key in enumerate(keys):
        words = ", ".join(part for part in key if part)
        if (printed[group] < 0).all():
            findings.append(england_missing(where, f"{words} has no England total row"))
        elif (wrong := np.flatnonzero(printed[group] != sums[group])).size:
            first = int(wrong[0])
            row = int(block.row_numbers[is_england & (groups == group)][0])
            findings.append(
                Finding(
                    id="TOTAL_NOT_SUM",
                    kind=FindingKind.LOGICAL,
                    message=(
                        f"{where}: for {words} the England row prints {people(printed[group][first])} "
                        f"({names[first]}), "
                        f"its rows add up to {people(sums[group][first])}: "
                        f"a difference of {people(sums[group][first] - printed[group][first])}."
                    ),
                    mend=LOOK,
                    row=row,
                )
            )
    return findings


def groups_of(block: Block) -> tuple[list[tuple[str, ...]], npt.NDArray[np.intp]]:
    """The distinct combinations of route or stage, modality and cancer type, and which one each row belongs to."""
    seen: dict[tuple[str, ...], int] = {}
    dimensions = (block.labels[name] for name in ("stage_route", "modality", "cancer_type"))
    groups = [seen.setdefault(tuple(one or "" for one in key), len(seen)) for key in zip(*dimensions, strict=True)]
    return list(seen), np.array(groups, dtype=np.intp)


def england_missing(where: str, what: str) -> Finding:
    """The loud finding for a total that cannot be checked because it is not there."""
    return Finding(
        id="ENGLAND_ROW_MISSING",
        kind=FindingKind.STRUCTURAL,
        message=f"{where}: {what}, so its rows could not be checked against their total.",
        mend="The sheet may be cut short: fetch the workbook again and compare.",
    )


def people(halves: int) -> str:
    """A count of half patients in words: 55,075 halves read 27,537.5."""
    return f"{halves / 2:,.1f}".removesuffix(".0")
