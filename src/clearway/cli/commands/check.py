"""`clearway check`: may this store be served to others?"""

from typing import Annotated

import typer

from clearway.cli.answers import Code, answer, answer_json, end
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.stores import use_store


@command("check", example="clearway check --store my-store --deploy --url https://waits.example.nhs.uk")
def check(
    store: Store,
    deploy: Annotated[bool, typer.Option("--deploy", help="Also what is needed to serve it to others.")] = False,
    url: Annotated[str, typer.Option("--url", help="Where browsers reach it: asks through the proxy.")] = "",
    as_json: Json = False,
) -> None:
    """Open a store as the server would, and say what is unsafe about serving it. Ends with 1 when something is."""
    from dataclasses import asdict

    from clearway.cli.deployment import unsafe_proxy, unsafe_settings

    folder = use_store(store)
    found = [*(unsafe_settings(folder) if deploy else ()), *(unsafe_proxy(url) if url else ())]
    refused = [one for one in found if one.is_refused]
    if as_json:
        answer_json({"store": folder.path, "unsafe": [asdict(one) for one in found]})
    else:
        for one in found:
            answer(f"{'UNSAFE' if one.is_refused else 'Advice'}: {one.what} {one.mend}")
        if not refused:
            answer(
                f"{folder.path} may be served{' to others' if deploy else ''}: its key, format and tables are right."
            )
    if refused:
        raise end(Code.FOUND_PROBLEMS)
