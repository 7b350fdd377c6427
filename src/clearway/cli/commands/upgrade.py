"""`clearway upgrade`: bring a store of an older format up to date."""

from clearway.cli.answers import answer, answer_json
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.stores import set_up_django
from clearway.records.findings import Refused
from clearway.store.folder import FORMAT_VERSION, read_store


@command("upgrade", example="clearway upgrade --store my-store")
def upgrade(store: Store, as_json: Json = False) -> None:
    """Bring a store of an older format up to date, after a backup of its operational database."""
    folder = read_store(store)
    if folder.format_version > FORMAT_VERSION:
        raise Refused(
            f"The store {folder.path} has format {folder.format_version}; this program knows up to {FORMAT_VERSION}.",
            "Install a newer Clearway.",
            code="STORE-NEWER",
        )
    set_up_django(folder)
    from clearway.cli.stores import local_email
    from clearway.site.upgrades import upgrade_store

    upgraded = upgrade_store(folder, source=f"command line, {local_email()}")
    if as_json:
        answer_json(
            {"format_version": FORMAT_VERSION, "backup": upgraded and upgraded.backup, "changed": upgraded is not None}
        )
    elif upgraded is None:
        answer(f"{folder.path} is up to date; nothing was changed.")
    else:
        answer(f"{folder.path} now has format {FORMAT_VERSION}{upgraded.told}.")
        answer(f"Its figures are to be built anew: clearway rebuild --store {folder.path}")
