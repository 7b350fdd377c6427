"""Fault 68: a file name with slash, quotes or letters beyond ASCII is encoded as RFC 6266 asks."""

import pytest

from clearway.publications.tables import content_disposition


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("plain.csv", "attachment; filename=\"plain.csv\"; filename*=UTF-8''plain.csv"),
        ("a/b.csv", "attachment; filename=\"b.csv\"; filename*=UTF-8''b.csv"),
        ("..\\evil.csv", "attachment; filename=\"evil.csv\"; filename*=UTF-8''evil.csv"),
        ('say "hi".csv', "attachment; filename=\"say _hi_.csv\"; filename*=UTF-8''say%20%22hi%22.csv"),
        ("Môn.csv", "attachment; filename=\"Mon.csv\"; filename*=UTF-8''M%C3%B4n.csv"),
        ("x\r\nSet-Cookie: a=b", "attachment; filename=\"xSet-Cookie: a=b\"; filename*=UTF-8''xSet-Cookie%3A%20a%3Db"),
        ("日本", "attachment; filename=\"table\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC"),
    ],
)
def test_fault_68_a_file_name_can_neither_break_the_header_nor_name_a_folder(name: str, header: str) -> None:
    assert content_disposition(name) == header
