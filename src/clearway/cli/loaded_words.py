"""What `clearway load` says of each submission, for a person and for a program."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from clearway.cli.answers import answer
from clearway.store.folder import StoreFolder

if TYPE_CHECKING:
    from clearway.pipeline.load import Loaded


def told_of(store: StoreFolder, loaded: "Loaded") -> dict[str, Any]:
    """A submission as plain values, `mending` among them."""
    return {**loaded.as_json(), "mending": _mending(store, loaded)}


def together(told: list[dict[str, Any]]) -> dict[str, Any]:
    """One submission as it is; several with their sums, and each under `submissions`."""
    if len(told) == 1:
        return told[0]
    return {
        **told[-1],
        "accepted": sum(one["accepted"] for one in told),
        "rejected": sum(one["rejected"] for one in told),
        "findings": [finding for one in told for finding in one["findings"]],
        "submissions": told,
    }


def tell(one: dict[str, Any]) -> None:
    """Say on the terminal what became of a submission, and what to do."""
    if one["duplicate_of"]:
        answer(
            f"{one['file_name']}: these bytes are here already, as submission {one['duplicate_of']}. Nothing was done."
        )
        _tell_held(one)
        return
    whose = " ".join(filter(None, (one["organisation"], _months(one))))
    answer(
        f"{one['file_name']}: submission {one['submission']}, version {one['version']} ({one['release']})"
        f"{' of ' + whose if whose else ''}"
    )
    answer(f"  {one['accepted']:,} rows accepted, {one['rejected']:,} rejected")
    if mending := one["mending"]:
        from clearway.pipeline.quality.ledger import Mending

        answer(f"  to mend in your register: {Mending(**mending).words}")
    if one["overlaps"]:
        answer(
            f"  overlaps {', '.join(one['overlaps'])}: a record that several hold counts once, as it was known last."
        )
        answer("  To put a corrected file in the place of an earlier one, load both with the same --month.")
    for finding in one["findings"]:
        answer(f"  {finding['count']:,} × {finding['id']} ({finding['kind']}): {finding['message']} {finding['mend']}")
    _tell_held(one)


def _tell_held(one: dict[str, Any]) -> None:
    if one["state"] == "held":
        answer("  HELD BACK: it is unlike what this sender sent before, and counts nothing until somebody decides.")
        answer(f'  If it is right: clearway submissions accept {one["submission"]} --because "…" --store DIR')
        answer(f'  If it is wrong: clearway submissions withdraw {one["submission"]} --because "…" --store DIR')


def _months(one: dict[str, Any]) -> str:
    first, last = one["first_month"], one["last_month"]
    return first if first == last else f"{first} to {last}"


def _mending(store: StoreFolder, loaded: "Loaded") -> dict[str, int] | None:
    """What the load changed of what its sender has to mend; None for figures, and for what changed nothing."""
    from clearway.pipeline.quality.ledger import mending_of

    one = loaded.submission
    if loaded.is_duplicate or one.state != "live" or one.data_set != "waiting_time_records":
        return None
    return asdict(mending_of(store, one))
