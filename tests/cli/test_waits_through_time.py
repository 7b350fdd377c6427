"""`clearway waits` under today's organisations and as known on an earlier day."""

from pathlib import Path

import pytest
from tests.shared import shared_path

EXTRACT = "data/cwt/provider_extracts/CWT-CRS-Oct-2024-to-Mar-2025-Data-Extract-Provider.xlsx"


@pytest.mark.slow
def test_the_royal_free_of_today_sums_north_middlesex_in_the_months_before_the_merger(run, store: Path) -> None:
    run("load", shared_path(EXTRACT), "--store", store, "--json")
    asked = ("waits", "--store", store, "--basis", "published", "--standard", "62", "--by", "provider", "--json")
    then = {(row["provider"], row["month"]): row for row in run(*asked).json["rows"]}
    told = run(*asked, "--organisations", "now").json
    now = {(row["provider"], row["month"]): row for row in told["rows"]}
    assert told["organisations"] == "now"
    assert now["RAL", "2024-12"]["total"] == then["RAL", "2024-12"]["total"] + then["RAP", "2024-12"]["total"]
    assert now["RAL", "2024-12"]["formerly"] == ["RAP"]
    assert "until December 2024" in now["RAL", "2024-12"]["provider_name"]
    assert now["RAL", "2025-01"]["formerly"] == []
    known = run(*asked, "--as-known-on", "2099-01-01")
    assert known.json["rows"] == list(then.values())
    assert not list(store.glob("analytical/aside-*")), "nothing has to be built for published figures"


def test_organisations_are_then_or_now(run, store: Path) -> None:
    ended = run("waits", "--store", store, "--organisations", "tomorrow")
    assert ended.code in (2, 3)
