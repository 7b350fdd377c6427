"""The pages of registers: every step in a browser that runs no script."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.site.conftest import sign_in
from tests.site.registers.conftest import WIG_BANKS

from clearway.site.audit.models import Event
from clearway.site.registers.models import Entry, Revision, TypeVersion

TYPED = {"name": "Doncaster wig bank", "kind": "charity", "stock": "12", "organisation": "RFF",
         "since-day": "1", "since-month": "4", "since-year": "2026", "kinds_held": ["hospital"]}  # fmt: skip


def main(answer) -> str:
    return answer.content.decode().split("<main")[1].split("</main")[0]


def sends(browser, text: str):
    upload = SimpleUploadedFile("wig-banks.yaml", text.encode())
    return browser.post("/registers/types/add", {"upload": upload})


def test_an_administrator_sends_a_schema_looks_at_it_and_takes_it_up(as_administrator):
    wrong = sends(as_administrator, WIG_BANKS.replace("kind: money", "kind: gold"))
    assert wrong.status_code == 422
    assert "field cost, kind" in main(wrong)
    assert not TypeVersion.objects.exists()
    sent = sends(as_administrator, WIG_BANKS)
    assert sent.status_code == 302
    preview = main(as_administrator.get(sent["Location"]))
    assert "Wigs" in preview
    assert "Hospital; Charity" in preview
    assert as_administrator.get("/registers/wig-banks").status_code == 404, "proposed is not in use"
    taken = as_administrator.post(sent["Location"], {"action": "take up"})
    assert taken["Location"] == "/registers/wig-banks"
    assert "No entry yet" in main(as_administrator.get("/registers/wig-banks"))
    assert "Wig banks" in main(as_administrator.get("/registers/"))
    assert as_administrator.get("/registers/types/wig-banks.yaml").content.decode() == WIG_BANKS


def test_only_an_administrator_meets_the_kinds_of_register(as_keeper, register):
    for path in ("types", "types/add", "types/1", "types/wig-banks.yaml"):
        assert as_keeper.get(f"/registers/{path}").status_code == 403
    assert "/registers/types" not in main(as_keeper.get("/registers/"))


def test_an_entry_is_added_changed_confirmed_and_withdrawn_on_its_pages(as_keeper, register):
    page = main(as_keeper.get("/registers/wig-banks/add"))
    assert all(f'name="{name}"' in page for name in TYPED)
    assert "review_by-day" in page
    added = as_keeper.post("/registers/wig-banks/add", TYPED)
    assert added.status_code == 302, main(added)
    entry = Entry.unscoped.get()
    assert entry.values["since"] == "2026-04-01"
    here = added["Location"]
    page = main(as_keeper.get(here))
    assert "1 April 2026" in page
    assert "Charity" in page
    form = main(as_keeper.get(f"{here}/change"))
    assert 'value="12"' in form
    assert 'value="2026"' in form
    wrong = as_keeper.post(f"{here}/change", {**TYPED, "stock": "many", "version": "1", "reason": "counted"})
    assert wrong.status_code == 422
    assert main(wrong).count("Wigs must be a number") == 2, "in the summary, and beside the field"
    assert 'value="many"' in main(wrong)
    assert "Enter why" in main(as_keeper.post(f"{here}/change", {**TYPED, "version": "1"}))
    changed = as_keeper.post(f"{here}/change", {**TYPED, "stock": "14", "version": "1", "reason": "counted anew"})
    assert changed.status_code == 302
    stale = as_keeper.post(f"{here}/change", {**TYPED, "stock": "15", "version": "1", "reason": "late"})
    assert "changed it after you opened it" in main(stale)
    page = main(as_keeper.get(here))
    assert "Wigs: “12” became “14”" in page
    assert "counted anew" in page
    assert as_keeper.post(here, {"action": "confirm", "version": "2"}).status_code == 302
    assert as_keeper.post(here, {"action": "withdraw", "version": "3"}).status_code == 422
    assert as_keeper.post(here, {"action": "withdraw", "version": "3", "reason": "closed"}).status_code == 302
    assert "withdrawn" in main(as_keeper.get(here))
    assert Revision.unscoped.count() == 4
    assert "Doncaster wig bank" not in main(as_keeper.get("/registers/wig-banks"))
    assert "Doncaster wig bank" in main(as_keeper.get("/registers/wig-banks?show=withdrawn"))


@pytest.mark.parametrize(
    "address",
    ["?sort=nothing", "?kind=shop", "?after=x", "?show=all", "?place=%27", f"?q={'a' * 101}", "?owner=;", "?after=0"],
)
def test_what_a_list_does_not_know_is_refused_with_words(as_keeper, register, address):
    answer = as_keeper.get(f"/registers/wig-banks{address}")
    assert answer.status_code == 400
    assert "It can be" in answer.content.decode()


def test_what_is_sent_back_changes_what_it_says_and_nothing_half(as_keeper, entry):
    here = "/registers/wig-banks/import"
    text = as_keeper.get("/registers/wig-banks?table=entries&format=csv").content.decode("utf-8-sig")
    heading, row = text.splitlines()
    new = row.replace(f"{entry.pk},1,Barnsley", ",,Another", 1)

    def sent(*rows: str, reason: str = "counted"):
        content = "\r\n".join((heading, *rows)).encode()
        return as_keeper.post(here, {"upload": SimpleUploadedFile("list.csv", content), "reason": reason})

    assert "1 as they were" in main(as_keeper.get(sent(row)["Location"]))
    wrong = sent(new, row.replace("Hospital", "Shop"))
    assert wrong.status_code == 422
    assert "Row 3" in main(wrong)
    assert Entry.unscoped.count() == 1, "nothing half"
    twice = sent(new, new)
    assert "held by another entry" in main(twice)
    assert Entry.unscoped.count() == 1
    assert "Enter why" in main(sent(new, reason=""))
    said = main(as_keeper.get(sent(new, row.replace("Hospital", "charity"))["Location"]))
    assert "1 added, 1 changed" in said
    entry.refresh_from_db()
    assert entry.values["kind"] == "charity"
    assert "it is at version 2" in main(sent(row))
    assert Event.objects.filter(event="register file taken in").count() == 2
    other = row.replace("RFF", "RFR").replace(f"{entry.pk},1,Barnsley", ",,Third", 1)
    assert "kept by the organisation that owns them" in main(sent(other))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_can_be_filled_in_and_sent(as_keeper, register, kind):
    file = as_keeper.get(f"/registers/wig-banks/import?table=template&format={kind}")
    assert file.status_code == 200
    upload = SimpleUploadedFile(f"template.{kind}", file.content)
    answer = as_keeper.post("/registers/wig-banks/import", {"upload": upload, "reason": "first"})
    assert "Name is empty" in main(answer), "the example row says no name for this register"
    shipped = as_keeper.get(f"/registers/training/import?table=template&format={kind}")
    assert shipped.status_code == 200


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04not a workbook", b"\xff\xfen\x00", b"%PDF-1.4", b"name\n\xff\n"])
def test_a_file_that_is_no_list_is_refused_with_words(as_keeper, register, content):
    answer = as_keeper.post(
        "/registers/wig-banks/import", {"upload": SimpleUploadedFile("x.csv", content), "reason": "why"}
    )
    assert answer.status_code == 422
    assert not Entry.unscoped.exists()


def test_fault_53_another_organisations_entry_is_not_found_and_that_is_on_the_trail(
    as_keeper, own_register, neighbour, keeper, browser
):
    as_keeper.post("/registers/wig-banks/add", TYPED)
    number = Entry.unscoped.get().pk
    browser.logout()
    sign_in(browser, neighbour.person.email)
    for path in ("", "/change"):
        assert browser.get(f"/registers/wig-banks/{number}{path}").status_code == 404
        assert browser.post(f"/registers/wig-banks/{number}{path}", {"action": "withdraw"}).status_code == 404
    assert Event.objects.filter(event="another organisation's record asked for", subject_id=str(number)).count() == 4
    assert "Doncaster wig bank" not in browser.get("/registers/wig-banks").content.decode()
    assert "Doncaster wig bank" not in browser.get("/registers/wig-banks?table=entries&format=csv").content.decode(
        "utf-8-sig"
    )
    assert "Doncaster wig bank" not in browser.get("/search?q=doncaster").content.decode()
    assert browser.get("/registers/wig-banks/99999").status_code == 404
    assert Event.objects.filter(event__startswith="another organisation").count() == 4


def test_the_public_page_shows_public_fields_of_current_entries_with_source_and_date(client, entry, keeper):
    entry.values = entry.values | {"contact": "Ward sister", "notes": "not for everybody"}
    entry.save()
    page = main(client.get("/public/registers/wig-banks"))
    assert "Barnsley wig bank" in page
    assert "The hospitals of the alliance" in page
    assert "Last checked" in page
    assert "Ward sister" not in page
    assert "not for everybody" not in page
    file = client.get("/public/registers/wig-banks?table=entries&format=csv").content.decode("utf-8-sig")
    assert file.splitlines()[0] == "name,kind,place,is_free,checked_on,mark,source,snapshot"
    assert "Wig banks" in main(client.get("/public/registers/"))
    assert client.get("/public/registers/contacts").status_code == 404
    assert client.get("/registers/wig-banks").status_code == 302
    assert "No" in main(client.get("/public/registers/wig-banks?kind=charity&q=zzz&owner=RFR"))


def test_the_search_finds_registers_and_entries(as_keeper, entry):
    page = as_keeper.get("/search?q=wig").content.decode()
    assert "/registers/wig-banks/" in page
    assert re.search(r'href="/registers/wig-banks"', page)
    page = as_keeper.get("/search?q=banks+wig").content.decode()
    assert re.search(r'href="/registers/wig-banks"', page), "words in any order"
    page = as_keeper.get("/search?q=barnsley+bank+wig").content.decode()
    assert f"/registers/wig-banks/{entry.pk}" in page
    assert "/registers/wig-banks" not in as_keeper.get("/search?q=barnsley+wig+zebra").content.decode()


def test_stale_entries_are_marked_in_the_list_and_listed_as_due(as_keeper, keeper, entry):
    Entry.unscoped.filter(pk=entry.pk).update(review_by="2020-01-01")
    assert "review due" in main(as_keeper.get("/registers/wig-banks"))
    assert "Barnsley wig bank" in main(as_keeper.get("/registers/due"))
    assert "1 entry that you answer for" in main(as_keeper.get("/registers/"))
    assert b"wig-banks" in as_keeper.get("/registers/due?table=due&format=csv").content


def test_fault_58_what_people_write_is_shown_as_text(as_keeper, register):
    nasty = "<script>alert(1)</script>{{ 7*7 }}"
    made = as_keeper.post("/registers/wig-banks/add", {**TYPED, "name": nasty, "notes": nasty, "web": "https://a.b/'x"})
    for path in (made["Location"], made["Location"] + "/change", "/registers/wig-banks", "/public/registers/wig-banks"):
        text = as_keeper.get(path).content.decode()
        assert "<script>alert(1)" not in text
        assert "&lt;script&gt;alert(1)" in text
