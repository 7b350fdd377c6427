"""What a monitoring system reads: who may, what is in it, and that nothing of any person is."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.site.conftest import PASSWORD, sign_in

from clearway.site.metrics.counters import Counter, run_folder, summed
from clearway.site.metrics.middleware import counter_of
from clearway.store.folder import StoreFolder

LINE = re.compile(r'^[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[0-9.e+]+$')


@pytest.fixture
def served(demo_store: StoreFolder) -> StoreFolder:
    """A store whose folder is there."""
    demo_store.path.mkdir()
    demo_store.analytical.mkdir()
    counter_of.cache_clear()
    return demo_store


def test_every_line_is_in_the_format_and_each_number_says_what_it_means(browser: Client, served: StoreFolder):
    browser.get("/sign-in")
    answer = browser.get("/metrics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    told = {line.split()[2] for line in lines if line.startswith("# HELP")}
    for line in lines:
        assert line.startswith("# ") or LINE.match(line), line
        if not line.startswith("# "):
            name = re.sub(r"_(bucket|sum|count)$", "", re.split(r"[ {]", line)[0])
            assert name in told, line
    assert 'clearway_jobs{state="queued"} 0' in lines


def test_requests_are_counted_by_status_and_time(browser: Client, served: StoreFolder):
    for path in ("/sign-in", "/sign-in", "/nowhere"):
        browser.get(path)
    counts = summed(run_folder(served.path))
    assert counts.by_status == (0, 2, 1, 0, 0)
    assert sum(counts.by_seconds) == 3


def test_counts_of_several_processes_are_summed(tmp_path: Path):
    counter = Counter(tmp_path / "run")
    counter.count(200, 0.01)
    counter.count(503, 7.0)
    (tmp_path / "run" / "requests-999999").write_bytes((tmp_path / "run" / f"requests-{counter.process}").read_bytes())
    counts = summed(tmp_path / "run")
    assert counts.by_status == (0, 2, 0, 0, 2)
    assert (counts.by_seconds[0], counts.by_seconds[-1], counts.milliseconds) == (2, 2, 14_020)


@pytest.mark.parametrize(
    "asked",
    [{"REMOTE_ADDR": "10.0.0.7"}, {"HTTP_X_FORWARDED_FOR": "10.0.0.7"}, {"HTTP_FORWARDED": "for=10.0.0.7"}],
)
def test_only_this_machine_itself_reads_it_without_a_token_and_not_through_a_proxy(browser, served, asked):
    assert browser.get("/metrics", **asked).status_code == 404


def test_with_a_token_it_is_read_from_anywhere_and_without_it_from_nowhere(browser, served, settings):
    settings.METRICS_TOKEN = "a-long-token-for-the-monitor"
    far = {"REMOTE_ADDR": "10.0.0.7", "HTTP_X_FORWARDED_FOR": "10.0.0.7"}
    assert browser.get("/metrics", HTTP_AUTHORIZATION="Bearer a-long-token-for-the-monitor", **far).status_code == 200
    assert browser.get("/metrics", HTTP_AUTHORIZATION="Bearer wrong", **far).status_code == 404
    assert browser.get("/metrics").status_code == 404


def test_nothing_of_any_person_is_in_it(browser, served, tracker, analyst):
    sign_in(browser, tracker.person.email)
    browser.get("/search?q=9990000123")
    text = browser.get("/metrics").content.decode()
    for secret in ("@", "tracker", "Barnsley", "9990000123", PASSWORD, "RFF"):
        assert secret not in text


def test_a_store_that_takes_no_counts_is_served_all_the_same(browser, demo_store):
    counter_of.cache_clear()
    assert browser.get("/sign-in").status_code == 200
