"""What `clearway.demo` hands to whoever has a store open: loading and publishing as the pipeline does them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clearway.cli.answers import say
from clearway.store.folder import StoreFolder

if TYPE_CHECKING:
    from clearway.demo.build import Filled
    from clearway.intake.reading import Declared, Reading
    from clearway.pipeline.manifest import Manifest


def fill_demo(
    store: StoreFolder,
    manifest: "Manifest",
    *,
    late_from: str = "",
    years: int = 2,
    seed: int | None = None,
    of_england: bool = False,
) -> "Filled":
    """Fill an open demo store with published figures and synthetic records, and publish what they give."""
    from clearway.demo.build import Steps, build_demo
    from clearway.demo.ground import DEFAULT_SEED
    from clearway.intake.reading import Declared
    from clearway.pipeline.load import admit_readings, load
    from clearway.pipeline.manifest import WAITING_TIME_RECORDS, live
    from clearway.pipeline.publish import publish
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in
    from clearway.store.writing import writer_lock

    organisations = organisations_in(store.policies)

    def held_records() -> set[str]:
        held = live(manifest.submissions())
        return {one.sha256 for one in held if one.data_set == WAITING_TIME_RECORDS}

    def admit_published(readings: "Sequence[Reading]") -> None:
        with writer_lock(store.path):
            admit_readings(readings, store=store, manifest=manifest, declared=Declared())

    def load_records(path: Path, declared: "Declared") -> None:
        load([path], store=store, manifest=manifest, declared=declared)

    def publish_figures() -> None:
        publish(store=store, manifest=manifest, rules=load_rule_book(), organisations=organisations)

    return build_demo(
        Steps(held_records, admit_published, load_records, publish_figures),
        alliance=store.alliance,
        organisations=organisations,
        years=years,
        seed=DEFAULT_SEED if seed is None else seed,
        late_from=late_from,
        of_england=of_england,
        say=say,
    )
