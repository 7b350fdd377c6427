"""Where the operational database is: said in one setting, without a password in it, and where the store says it is."""

from pathlib import Path

import pytest

from clearway.records.findings import Refused
from clearway.site.operational.address import OWNER_ALIAS, databases, postgresql_settings
from clearway.store.folder import StoreFolder, StoreKind

ADDRESS = "postgresql://clearway_app@db.example.org:5433/clear%20way?sslmode=verify-full"


def a_store(database: str) -> StoreFolder:
    return StoreFolder(Path("/srv/store"), StoreKind.LIVE, 2, "id", "E56000025", "k", database)


def test_without_an_address_the_rows_are_in_the_stores_folder():
    (only,) = databases({"CLEARWAY_LOCK_SECONDS": "3"}, a_store("sqlite")).values()
    assert only["NAME"] == Path("/srv/store/operational.sqlite3")
    assert (only["OPTIONS"]["timeout"], only["OPTIONS"]["transaction_mode"]) == (3, "IMMEDIATE")


def test_an_address_says_host_port_name_role_and_options():
    found = databases({"CLEARWAY_DATABASE": ADDRESS}, a_store("postgresql"))["default"]
    assert (found["HOST"], found["PORT"], found["NAME"], found["USER"]) == (
        "db.example.org", "5433", "clear way", "clearway_app",
    )  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert postgresql_settings("postgresql:///clearway?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_the_owner_is_another_connection_and_only_where_it_is_named():
    named = {"CLEARWAY_DATABASE": ADDRESS, "CLEARWAY_DATABASE_OWNER": ADDRESS.replace("_app", "_owner")}
    assert databases(named, a_store("postgresql"))[OWNER_ALIAS]["USER"] == "clearway_owner"
    assert OWNER_ALIAS not in databases({"CLEARWAY_DATABASE": ADDRESS}, a_store("postgresql"))


def test_the_password_stands_in_a_file(tmp_path):
    file = tmp_path / "password"
    file.write_text("a secret\n")
    named = {"CLEARWAY_DATABASE": ADDRESS, "CLEARWAY_DATABASE_PASSWORD_FILE": str(file)}
    assert databases(named, None)["default"]["PASSWORD"] == "a secret"
    with pytest.raises(Refused, match="cannot be read"):
        databases(named | {"CLEARWAY_DATABASE_PASSWORD_FILE": str(tmp_path / "none")}, None)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("mysql://db/clearway", "DATABASE-ADDRESS"),
        ("postgresql://db.example.org", "DATABASE-ADDRESS"),
        ("clearway", "DATABASE-ADDRESS"),
        ("postgresql://clearway:secret@db/clearway", "DATABASE-PASSWORD"),
    ],
)
def test_an_address_that_is_none_or_carries_a_password_is_refused_without_repeating_it(address, code):
    with pytest.raises(Refused) as refused:
        databases({"CLEARWAY_DATABASE": address}, None)
    assert refused.value.code == code
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("kept", "named", "code"),
    [("postgresql", {}, "DATABASE-ADDRESS-MISSING"), ("sqlite", {"CLEARWAY_DATABASE": ADDRESS}, "DATABASE-NOT-MOVED")],
)
def test_a_store_is_not_opened_with_another_database_than_its_own(kept, named, code):
    with pytest.raises(Refused) as refused:
        databases(named, a_store(kept))
    assert refused.value.code == code
