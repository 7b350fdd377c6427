"""What holds for every test: random examples are never failed for being slow on a busy machine.

Tests that use the operational database are found by the fixtures they ask for, and run once more on PostgreSQL
(`make test-postgresql`): nobody keeps a list of them.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from whitenoise.base import WhiteNoise

from tests import postgresql

settings.register_profile("clearway", deadline=None)
settings.load_profile("clearway")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
ONLY_THERE = pytest.mark.skip(reason="needs PostgreSQL: make test-postgresql")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.operational)
        if item.get_closest_marker("postgresql") and not postgresql.is_running():
            item.add_marker(ONLY_THERE)


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_listed_once() -> Iterator[None]:
    """Each browser of a test begins with middleware of its own, which would look through all static files anew."""
    listed: dict[tuple[str, str], dict[str, object]] = {}
    look_through = WhiteNoise.update_files_dictionary

    def look_once(served: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in listed:
            look_through(served, root, prefix)
            listed[root, prefix] = dict(served.files)
        served.files.update(listed[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", look_once)
        yield


if postgresql.is_running():

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_blocker):
        """A database of this process's own, copied from the one with all tables; asked as the role that serves."""
        from django.db import connection

        from clearway.site.operational.scope import stand_as

        name = f"clearway_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        postgresql.new_database(name, postgresql.TEMPLATE)
        stand_as("tests")
        # A request of a test stays in the transaction of the test: its connection is not closed when the request is
        # over. Taking the signal away would not do: Django's own client puts it back after each of its requests.
        connection.close_if_unusable_or_obsolete = lambda: None
        with django_db_blocker.unblock():
            connection.settings_dict["NAME"] = name
            yield
            connection.close()

    @pytest.fixture(autouse=True)
    def _leases_of_a_test_are_renewed_by_itself(request, monkeypatch):
        """The thread that renews a lease has a connection of its own: it sees nothing of the transaction that a test
        is in, and would call a job lost that takes longer than a few seconds. What a job reports still renews."""
        marker = request.node.get_closest_marker("django_db")
        if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
            return
        from clearway.site.jobs.worker import LeaseKeeper

        monkeypatch.setattr(LeaseKeeper, "_renew", lambda _keeper: None)
