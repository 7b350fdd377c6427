"""Log lines of the site: one JSON object a line, so that nothing a visitor sends can forge a line.

A failure is logged by its kind and the places in the code it passed, never by its message: a message may
carry what was in a record.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any


class JsonLines(logging.Formatter):
    """Formats a log record as one line of JSON: time, level, logger, message, and the path of a failure."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; `error_id` is there when the record carries one."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if error_id := getattr(record, "error_id", None):
            line["error_id"] = error_id
        if record.exc_info and record.exc_info[0]:
            line["failure"] = record.exc_info[0].__name__
            line["at"] = places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=True)


def places(trace: TracebackType | None) -> list[str]:
    """Where a failure passed, outermost first: file, line and function, without any value."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def logging_settings() -> dict[str, Any]:
    """The logging configuration: everything to standard error as JSON lines; request paths are not repeated."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "clearway.site.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {
            "clearway": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            # The error page logs failures itself, with the id that the visitor was shown.
            "django.request": {"handlers": [], "level": "CRITICAL", "propagate": False},
            # It repeats paths, and the path of an invitation is its key.
            "django.security.csrf": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
