"""Fault 62: without JavaScript every task of the shell can be done: links are links, forms are forms."""

from html.parser import HTMLParser

import pytest
from tests.site.conftest import PASSWORD


class Page(HTMLParser):
    """The links, forms, buttons and labelled fields of a page, as a browser without scripts meets them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.forms: list[dict[str, str | None]] = []
        self.buttons: list[dict[str, str | None]] = []
        self.fields: list[dict[str, str | None]] = []
        self.labels: set[str | None] = set()
        self.ids: list[str] = []
        self.handlers: list[str] = []
        self.landmarks: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        kept = {"a": self.links, "form": self.forms, "button": self.buttons, "input": self.fields}
        if tag in kept:
            kept[tag].append(found)
        if tag == "label":
            self.labels.add(found.get("for"))
        if tag in {"main", "header", "footer", "h1"}:
            self.landmarks.append(tag)
        if identity := found.get("id"):
            self.ids.append(identity)
        self.handlers += [name for name in found if name.startswith("on") or name == "style"]


PATHS = ["/", "/help", "/search?q=home", "/choose-role"]


@pytest.mark.parametrize("path", PATHS)
def test_fault_62_every_link_goes_somewhere_and_no_element_needs_a_script(as_tracker, path):
    page = Page(as_tracker.get(path).content.decode())
    assert page.links
    assert all(link.get("href") and not link["href"].startswith("javascript:") for link in page.links)
    assert page.handlers == []


@pytest.mark.parametrize("path", PATHS)
def test_fault_62_every_link_of_the_site_leads_to_a_page(as_tracker, path):
    for link in Page(as_tracker.get(path).content.decode()).links:
        if link["href"].startswith("/"):
            assert as_tracker.get(link["href"], follow=True).status_code == 200, link


@pytest.mark.parametrize("path", PATHS)
def test_fault_62_every_form_has_a_method_an_address_and_a_button_and_every_field_a_label(as_tracker, path):
    page = Page(as_tracker.get(path).content.decode())
    assert all(form.get("action") and form.get("method") in {"get", "post"} for form in page.forms)
    assert len(page.buttons) >= len(page.forms)
    shown = [field for field in page.fields if field.get("type") != "hidden"]
    assert {field.get("id") for field in shown} <= page.labels


@pytest.mark.parametrize("path", [*PATHS, "/sign-in", "/no-such-page"])
def test_fault_62_every_page_has_one_heading_one_main_part_and_no_id_twice(as_tracker, path):
    if path == "/sign-in":
        as_tracker.post("/sign-out")
    page = Page(as_tracker.get(path).content.decode())
    assert sorted(page.landmarks) == ["footer", "h1", "header", "main"]
    assert len(page.ids) == len(set(page.ids))
    assert page.links[0]["href"] == "#maincontent"


def test_fault_62_signing_in_searching_choosing_and_signing_out_need_plain_forms_only(browser, tracker):
    assert browser.post("/sign-in", {"email": tracker.person.email, "password": PASSWORD}).status_code == 302
    assert "Search" in browser.get("/search?q=home").content.decode()
    assert browser.post("/choose-role", {"membership": tracker.pk}).status_code == 302
    assert browser.post("/sign-out").status_code == 302
