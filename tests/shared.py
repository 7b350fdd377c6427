"""Where tests find the published specification and data that lie beside a checkout, when they are there."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared_path(name: str) -> Path:
    """The path of a shared file. Absent: the test is skipped and says so; with CI=true it fails."""
    path = SHARED / name
    if path.exists():
        return path
    message = f"{name} is not beside this checkout (looked in ../shared)"
    if os.environ.get("CI") == "true":
        pytest.fail(message + "; with CI=true it must be")
    pytest.skip(message)
