"""`clearway rebuild`: the figures built anew from what was loaded."""

from clearway.cli.answers import answer, answer_json
from clearway.cli.app import command
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.progress import shown_progress
from clearway.cli.stores import acting_person, use_store


@command("rebuild", example="clearway rebuild --store my-store")
def rebuild(store: Store, run_as: RunAs = None, as_json: Json = False) -> None:
    """Build the figures anew from what was loaded: after a damaged file, or a restore without figures."""
    folder = use_store(store)
    from clearway.pipeline.publish import publish
    from clearway.site.submissions.manifest import OperationalManifest
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import organisations_in

    manifest = OperationalManifest(acting_person(run_as))
    with shown_progress() as progress:
        published = publish(
            store=folder,
            manifest=manifest,
            rules=load_rule_book(),
            organisations=organisations_in(folder.policies),
            anew=True,
            progress=progress,
        )
    if as_json:
        answer_json({"snapshot": published.snapshot, "file": published.version.file})
    else:
        answer(f"Built {published.version.file} anew; figures are at snapshot {published.snapshot}.")
