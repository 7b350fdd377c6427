"""Several readers of one analytical file in one process, none of which can reach beyond it."""

import duckdb
import pytest

from clearway.store.analytical import Reader, building, publish


@pytest.fixture
def folder(tmp_path):
    with building(tmp_path) as path:
        connection = duckdb.connect(str(path))
        connection.execute("CREATE TABLE about AS SELECT 'snapshot' AS name, 'x' AS value")
        connection.close()
        publish(tmp_path, path)
    return tmp_path


def test_two_readers_of_one_process_can_have_the_same_file_open(folder):
    one, other = Reader(folder), Reader(folder)
    with one.open() as first, other.open() as second:
        assert (
            first.execute("SELECT value FROM about").fetchall() == second.execute("SELECT value FROM about").fetchall()
        )
    one.close()
    other.close()


@pytest.mark.parametrize("reach", ["FROM read_text('/etc/hostname')", "SET enable_external_access = true"])
def test_a_reader_reaches_no_other_file_and_cannot_allow_itself_to(folder, reach):
    reader = Reader(folder)
    with reader.open() as opened, pytest.raises(duckdb.Error):
        opened.execute(reach)
    reader.close()
