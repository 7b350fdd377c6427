"""May these records be loaded? Identifiable ones of a live store need a sharing agreement that is live today.

Identifiable is a file that holds what the store keeps apart: an NHS number, a pathway identifier, or a comment that
somebody typed. Published aggregates and demo stores need no agreement. Asked before anything is staged.
"""

from collections.abc import Collection, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.waiting_times.whole_file import ORGANISATION_COLUMNS
from clearway.pipeline.manifest import WAITING_TIME_RECORDS, Manifest
from clearway.pipeline.parts import Joined
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder, StoreKind

KEPT_APART = ("nhs_number", "pathway_id", "delay_comment")
MOST_NAMED = 5


def check_agreements(together: Joined, declared_organisation: str, store: StoreFolder, manifest: Manifest) -> None:
    """Raise `Refused` unless every organisation whose identifiable records these are is covered today.

    The declared organisation sends the file; a file of no single one needs cover for each that its rows name.
    """
    if store.kind is not StoreKind.LIVE or not is_identifiable(together):
        return
    senders = [declared_organisation] if declared_organisation else organisations_in(together.records)
    if not senders:
        raise Refused(
            "This file identifies people, and neither it nor you say whose records they are.",
            "Say it with --organisation CODE. Nothing was loaded.",
            code="AGREEMENT_MISSING",
        )
    covers = {code: manifest.agreement_for(code, WAITING_TIME_RECORDS) for code in senders}
    missing = {code: cover.words for code, cover in covers.items() if not cover.is_covered}
    if missing:
        raise _refusal(missing, declared_organisation, store)


def is_identifiable(together: Joined) -> bool:
    """Whether any row kept, accepted or rejected, holds what the store must keep apart."""
    records = together.records
    if any(pc.count(records[name]).as_py() for name in KEPT_APART):
        return True
    carried = frozenset[str]().union(*(part.carried for part in together.parts))
    return together.rejected.num_rows > 0 and not carried.isdisjoint(KEPT_APART)


def organisations_in(records: pa.Table) -> list[str]:
    """The codes that the rows name as seeing, telling or treating people, in order."""
    return sorted({code for name in ORGANISATION_COLUMNS for code in pc.unique(records[name]).to_pylist() if code})


def _refusal(missing: dict[str, str], declared_organisation: str, store: StoreFolder) -> Refused:
    reasons = [missing[code] for code in sorted(missing)]
    more = f" And {len(reasons) - MOST_NAMED} more." if len(reasons) > MOST_NAMED else ""
    whose = "" if declared_organisation else " If one organisation sends it, say so with --organisation CODE."
    return Refused(
        "This file identifies people. " + " ".join(reasons[:MOST_NAMED]) + more,
        f"Record the agreement on the page /data/agreements, or: {command_for(missing, store)}{whose} "
        "Nothing was loaded.",
        code="AGREEMENT_MISSING",
    )


def command_for(codes: Collection[str], store: StoreFolder) -> str:
    """The command that records the agreement that is missing."""
    parties: Sequence[str] = (*sorted(codes), store.alliance)
    return " ".join(
        [
            "clearway agreements add --title TITLE --purpose WHY --legal-basis BASIS",
            *(f"--party {code}" for code in parties),
            f"--data-set {WAITING_TIME_RECORDS} --from YYYY-MM-DD --until YYYY-MM-DD --owner WHO",
            f"--store {store.path}.",
        ]
    )
