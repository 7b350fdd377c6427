"""Log lines: one JSON object each, and nothing in them of what a visitor sent or a record held."""

import json
import logging

SECRET = "9434765919"


def test_a_failure_is_told_by_its_kind_and_place_and_never_by_its_message(log_lines):
    try:
        raise ValueError(f"{SECRET} is not a number\n{{'forged': true}}")
    except ValueError:
        logging.getLogger("clearway.site").exception("a request failed", extra={"error_id": "abc"})
    (line,) = log_lines
    told = json.loads(line)
    assert told["failure"] == "ValueError"
    assert told["error_id"] == "abc"
    assert SECRET not in line
    assert set(told) == {"time", "level", "logger", "message", "error_id", "failure", "at"}


def test_what_a_visitor_sends_stands_in_no_line(log_lines, as_tracker, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"met {SECRET}")

    monkeypatch.setattr("clearway.site.pages.search.found", broken)
    answer = as_tracker.get(f"/search?q={SECRET}", HTTP_USER_AGENT=SECRET, HTTP_REFERER=f"http://x/{SECRET}")
    assert answer.status_code == 500
    as_tracker.get(f"/nowhere/{SECRET}")
    as_tracker.post("/sign-in", {"email": f"{SECRET}@example.org", "password": SECRET})
    assert log_lines, "the failure was logged"
    assert all(json.loads(line) for line in log_lines)
    assert SECRET not in "".join(log_lines)
