"""Commands that make, upgrade and people a store, as a person runs them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clearway.site.organisations.roles import ROLES
from clearway.store.folder import FORMAT_VERSION, StoreKind, create_store

pytestmark = pytest.mark.slow
STRONG = "correct horse battery staple"


def asked(store: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(store / "operational.sqlite3")) as database:
        return database.execute(sql).fetchall()


def test_a_new_store_has_its_alliance_its_trusts_and_one_local_administrator(store):
    assert asked(store, "SELECT name FROM organisations_organisation WHERE kind = 'alliance'") == [
        ("South Yorkshire and Bassetlaw Cancer Alliance",)
    ]
    assert ("RFF",) in asked(store, "SELECT code FROM organisations_organisation WHERE kind = 'trust'")
    founders = asked(store, "SELECT email, password FROM accounts_person WHERE is_local_administrator")
    assert len(founders) == 1
    assert founders[0][1].startswith("!"), "nobody can sign in as the founder before a password is set"
    assert asked(store, "SELECT actor, event FROM audit_event WHERE sequence = 1") == [
        ("store founding", "store founded")
    ]


def test_the_database_is_in_write_ahead_mode(store):
    assert asked(store, "PRAGMA journal_mode") == [("wal",)]


def test_upgrading_a_store_that_is_up_to_date_changes_nothing(run, store):
    ended = run("upgrade", "--store", store, "--json")
    assert (ended.code, ended.json) == (0, {"format_version": FORMAT_VERSION, "backup": None, "changed": False})
    assert not list((store / "backups").iterdir())


def test_an_older_store_is_copied_then_brought_up_to_date_and_the_trail_says_so(run, store):
    description = store / "store.json"
    description.write_text(json.dumps(json.loads(description.read_text()) | {"format_version": FORMAT_VERSION - 1}))
    refused = run("people", "list", "--store", store)
    assert refused.code == 3
    assert f"clearway upgrade --store {store}" in refused.err
    ended = run("upgrade", "--store", store, "--json")
    assert ended.json["changed"]
    with closing(sqlite3.connect(ended.json["backup"])) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("SELECT count(*) FROM audit_event WHERE event = 'store upgraded'").fetchall() == [(0,)]
    assert asked(store, "SELECT actor FROM audit_event WHERE event = 'store upgraded'") == [("upgrade",)]
    assert run("people", "list", "--store", store).code == 0


def test_a_store_of_a_newer_program_is_left_alone(run, store):
    description = store / "store.json"
    description.write_text(json.dumps(json.loads(description.read_text()) | {"format_version": FORMAT_VERSION + 1}))
    before = (store / "operational.sqlite3").read_bytes()
    ended = run("upgrade", "--store", store, "--json")
    assert (ended.code, ended.json["refused"]["code"]) == (3, "STORE-NEWER")
    assert (store / "operational.sqlite3").read_bytes() == before


def test_tables_older_than_the_program_are_refused_until_the_upgrade(run, tmp_path):
    place = tmp_path / "bare"
    create_store(place, kind=StoreKind.LIVE, alliance="E56000025")
    ended = run("people", "list", "--store", place, "--json")
    assert (ended.code, ended.json["refused"]["code"]) == (3, "STORE-TABLES-OLDER")


def test_no_store_is_a_refusal_that_says_how_to_make_one(run, tmp_path):
    ended = run("people", "list", "--store", tmp_path / "none")
    assert ended.code == 3
    assert "There is no store in" in ended.err


def test_a_person_is_added_given_a_password_and_loses_their_role(run, store):
    added = run(
        *("people", "add", "Ann@Trust.NHS.uk", "--name", "Ann", "--role", "tracker", "--organisation", "RFF"),
        *("--store", store),
    )
    assert added.code == 0, added.err
    assert run("people", "password", "ann@trust.nhs.uk", "--store", store, given="short\n").code == 3
    assert run("people", "password", "ann@trust.nhs.uk", "--store", store, given=STRONG + "\n").code == 0
    listed = run("people", "list", "--store", store, "--json").json["people"]
    assert {"email": "ann@trust.nhs.uk", "roles": [{"role": "tracker", "organisation": "RFF"}]} in listed
    ending = ("people", "end", "ann@trust.nhs.uk", "--role", "tracker", "--organisation", "RFF", "--reason", "left")
    assert run(*ending, "--store", store, "--as", "ann@trust.nhs.uk").code == 3, "a tracker ends no roles"
    assert run(*ending, "--store", store).code == 0
    assert run(*ending, "--store", store).code == 3, "it has ended already"
    actors = asked(
        store, "SELECT DISTINCT actor FROM audit_event WHERE event IN ('person added', 'role ended', 'password set')"
    )
    assert len(actors) == 1
    assert actors[0][0].endswith("@localhost.localdomain")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--role", "king", "--organisation", "RFF"), f"There are: {', '.join(ROLES)}"),
        (("--role", "tracker", "--organisation", "XXX"), "There is no organisation XXX"),
    ],
)
def test_a_role_or_organisation_that_is_not_there_is_told_with_those_that_are(run, store, arguments, words):
    ended = run("people", "add", "b@example.org", "--name", "B", *arguments, "--store", store)
    assert ended.code == 3
    assert words in ended.err
    assert not asked(store, "SELECT 1 FROM accounts_person WHERE email = 'b@example.org'")
