"""The state of a view in its address: only what differs from the default is there, and it leads back to the view."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from clearway.site.in_address import InAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(InAddress):
    """A view of three parameters."""

    month: str = ""
    order: str = "name"
    page: int = 1


def test_what_was_not_said_is_not_in_the_address():
    assert Shown().query() == ""
    assert Shown(order="name", page=1).query() == ""


def test_what_was_said_is_there_encoded_and_back_to_the_default_it_is_gone():
    shown = Shown(month="a&b=c", page=2)
    assert shown.query() == "?month=a%26b%3Dc&page=2"
    assert dict(parse_qsl(shown.query()[1:])) == {"month": "a&b=c", "page": "2"}
    assert shown.said() == {"month": "a&b=c", "page": 2}
    assert shown.but(month="", page=1).query() == ""


def test_a_view_changed_in_one_thing_keeps_its_kind_and_the_rest():
    shown = Shown(month="2025-03", order="share").but(page=3)
    assert isinstance(shown, Shown)
    assert shown.fields() == {"month": "2025-03", "order": "share", "page": 3}
