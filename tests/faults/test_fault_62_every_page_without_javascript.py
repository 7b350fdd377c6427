"""Fault 62 on every page that there is: links are links, forms are forms, every field has its label."""

import re

import pytest
from tests.faults.test_fault_62_without_javascript import Page
from tests.site.furnished import Met, furnished, on_stocked_store, pages_met, stocked  # noqa: F401

pytestmark = pytest.mark.slow

SEND_ANYWAY = {"submit", "image"}
NEED_NO_LABEL = {"hidden", "submit", "button", "image"}
LABELLED = re.compile(r"<(?:input|select|textarea)\b[^>]*>")
ATTRIBUTE = re.compile(r"""([a-z-]+)="([^"]*)\"""")


def fields_of(text: str) -> list[dict[str, str]]:
    """Every input, select and text area that somebody fills in."""
    found = [dict(ATTRIBUTE.findall(one)) for one in LABELLED.findall(text)]
    return [one for one in found if one.get("type") not in NEED_NO_LABEL]


def problems_of(text: str) -> list[str]:
    """What on a page needs a script, or cannot be used without seeing it."""
    page, found = Page(text), []
    if page.handlers:
        found.append(f"acts by script: {page.handlers}")
    found += [f"a link that leads nowhere: {one}" for one in page.links if not _leads(one.get("href"))]
    for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
        attributes = dict(ATTRIBUTE.findall(form.partition(">")[0]))
        if attributes.get("method") not in {"get", "post"} or attributes.get("action") == "#":
            found.append(f"a form that is sent nowhere: {attributes}")
        if not re.search(r"<button\b(?![^>]*type=.button.)|<input[^>]*type=.submit.", form):
            found.append(f"a form that cannot be sent: {attributes}")
        if attributes.get("method") == "post" and "csrfmiddlewaretoken" not in form:
            found.append(f"a form without its mark: {attributes}")
    for one in fields_of(text):
        if one.get("id") not in page.labels and "aria-label" not in one and "aria-labelledby" not in one:
            found.append(f"a field without a label: {one}")
    twice = {one for one in page.ids if page.ids.count(one) > 1}
    if twice:
        found.append(f"ids that stand twice: {twice}")
    if sorted(page.landmarks) != ["footer", "h1", "header", "main"]:
        found.append(f"parts of the page: {sorted(page.landmarks)}")
    return found


def _leads(href: str | None) -> bool:
    return bool(href) and not href.startswith("javascript:") and href != "#"


def test_fault_62_no_page_needs_a_script_and_every_field_has_its_label(pages_met: list[Met]):  # noqa: F811
    wrong = {one.template: found for one in pages_met if one.is_page and (found := problems_of(one.text))}
    assert wrong == {}
    assert len({one.template for one in pages_met if one.is_page}) > 120


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<a href="#">x</a>', "leads nowhere"),
        ('<button onclick="x()">x</button>', "acts by script"),
        ('<form action="/x" method="post"><button>x</button></form>', "without its mark"),
        ('<form action="/x" method="get"><button type="button">x</button></form>', "cannot be sent"),
        ('<form action="/x"><button>x</button></form>', "sent nowhere"),
        ('<select id="a" name="a"></select>', "without a label"),
        ('<p id="a"></p><p id="a"></p>', "stand twice"),
        ("<h1>x</h1><h1>y</h1>", "parts of the page"),
    ],
)
def test_fault_62_each_problem_would_be_found(page, words):
    assert any(words in one for one in problems_of(page))
