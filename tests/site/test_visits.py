"""Pages for everybody: an address that asks too often waits, everybody else does not, and no address is kept."""

import pytest

from clearway.site import visits
from clearway.site.visits import seconds_to_wait


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved; in seconds."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(visits.time, "time", lambda: now[0])
    return now


@pytest.fixture
def _six_a_minute(settings, demo_store):
    settings.PUBLIC_PAGES_A_MINUTE = 6


@pytest.mark.usefixtures("_six_a_minute")
def test_an_address_asks_so_often_a_minute_then_waits_and_others_do_not(clock):
    assert [seconds_to_wait("192.0.2.1") for _ in range(7)] == [0] * 6 + [10]
    assert seconds_to_wait("192.0.2.2") == 0
    clock[0] += 9.5
    assert seconds_to_wait("192.0.2.1") == 1
    clock[0] += 0.5
    assert seconds_to_wait("192.0.2.1") == 0
    assert seconds_to_wait("192.0.2.1") == 10
    clock[0] += 60
    assert [seconds_to_wait("192.0.2.1") for _ in range(7)] == [0] * 6 + [10]


@pytest.mark.usefixtures("_six_a_minute")
def test_a_clock_that_was_set_back_shuts_nobody_out(clock):
    assert [seconds_to_wait("192.0.2.1") for _ in range(7)] == [0] * 6 + [10]
    clock[0] -= 86_400 / 4
    assert [seconds_to_wait("192.0.2.1") for _ in range(7)] == [0] * 6 + [10]


@pytest.mark.usefixtures("_six_a_minute")
def test_a_household_with_many_addresses_of_ipv6_counts_as_one(clock):
    assert [seconds_to_wait(f"2001:db8:1:2::{number}") for number in range(1, 8)] == [0] * 6 + [10]
    assert seconds_to_wait("2001:db8:1:3::1") == 0


@pytest.mark.usefixtures("_six_a_minute")
def test_what_is_kept_is_one_small_file_in_which_no_address_stands(demo_store, clock):
    for number in range(300):
        seconds_to_wait(f"192.0.2.{number}")
    held = demo_store.path / "run" / "visits"
    assert held.stat().st_size <= visits.PLACES * visits.MOMENT.size
    assert held.stat().st_mode & 0o077 == 0
    assert b"192" not in held.read_bytes()
    assert [one.name for one in held.parent.iterdir()] == ["visits"]


def test_a_count_that_cannot_be_kept_never_costs_an_answer(settings, demo_store, monkeypatch):
    settings.PUBLIC_PAGES_A_MINUTE = 1
    demo_store.path.mkdir()
    (demo_store.path / "run").write_text("no folder")
    assert [seconds_to_wait("192.0.2.1") for _ in range(3)] == [0, 0, 0]


@pytest.mark.usefixtures("_six_a_minute")
@pytest.mark.parametrize("path", ["/public/registers/", "/public/registers/services"])
def test_a_public_register_asked_for_too_often_says_when_to_come_back(client, db, clock, path):
    assert [client.get(path).status_code for _ in range(7)] == [200] * 6 + [429]
    refused = client.get(path)
    assert refused["Retry-After"] == "10"
    assert "Wait 10 seconds, then ask again" in refused.content.decode()
    assert client.get("/public/forms/").status_code != 429, "other pages are not counted with it"
    clock[0] += 10
    assert client.get(path).status_code == 200


def test_a_file_for_everybody_counts_as_many_pages(client, db, settings, demo_store, clock):
    settings.PUBLIC_PAGES_A_MINUTE = 2 * visits.OF_A_FILE
    path = "/public/registers/services?table=entries&format=csv"
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]


def test_nothing_is_counted_when_the_limit_is_switched_off(client, db, settings, demo_store, clock):
    settings.PUBLIC_PAGES_A_MINUTE = 0
    assert {client.get("/public/registers/").status_code for _ in range(20)} == {200}
