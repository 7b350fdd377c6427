"""What else reads a register: the daily job, the map, and programs."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.site.api.conftest import Program, token_of
from tests.site.registers.conftest import TODAY, draft
from tests.site.registers.test_register_pages import main

from clearway.site.audit.models import Event
from clearway.site.jobs.kinds import job_kinds
from clearway.site.registers import jobs
from clearway.site.registers.models import Entry
from clearway.site.registers.services.entries import add_entry


class Told:
    """A progress that keeps what it is told."""

    done = 0

    def report(self, *, done: int, total: int | None = None, unit: str = "") -> None:
        self.done = done


def test_the_daily_job_marks_what_is_due_once(entry, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 1)
    Entry.unscoped.update(review_by=timezone.localdate())
    told = Told()
    assert jobs.note_reviews({}, told) == {"marked": 1}
    assert told.done == 1
    assert jobs.note_reviews({}, told) == {"marked": 0}
    entry.refresh_from_db()
    assert entry.state == "needs_review"
    assert Event.objects.get(event="register entry due for review").actor == "review reminders"
    assert job_kinds()[jobs.REVIEWS].every == timedelta(days=1)


@pytest.mark.parametrize(("count", "words"), [(0, "No entry names a district yet"), (3, "3"), (40, "40")])
def test_the_map_counts_entries_by_district_and_its_table_says_the_same(as_keeper, register, keeper, count, words):
    for number in range(count):
        add_entry(by=keeper, register=register, draft=draft(f"Bank {number}", place="E08000016"), today=TODAY)
    if count:
        add_entry(by=keeper, register=register, draft=draft("Everywhere", place="E56000025"), today=TODAY)
    page = main(as_keeper.get("/registers/wig-banks/map"))
    assert "<svg" in page
    assert words in page
    file = as_keeper.get("/registers/wig-banks/map?table=districts&format=csv").content.decode("utf-8-sig")
    assert f"E08000016,Barnsley,{count}," in file
    assert ("E56000025" in file) == bool(count)
    assert as_keeper.get("/registers/contacts/map").status_code == 404


def test_programs_read_registers_and_no_more_than_their_people(own_register, keeper, neighbour, alliance):
    made = add_entry(by=keeper, register=own_register, draft=draft(stock="12"), today=TODAY)
    own, other = Program(token_of(keeper).text), Program(token_of(neighbour).text)
    listed = own.reads("/api/v1/registers")["rows"]
    assert {one["key"] for one in listed} >= {"services", "clinical-trials", "wig-banks"}
    (row,) = own.reads("/api/v1/registers/wig-banks?filter=kind:hospital")["rows"]
    assert row["values"] == {"name": "Barnsley wig bank", "kind": "hospital", "stock": "12"}
    assert own.reads(row["href"])["title"] == "Barnsley wig bank"
    assert other.reads("/api/v1/registers/wig-banks")["rows"] == []
    other.reads(row["href"], status=404)
    assert Event.objects.filter(event__startswith="another organisation", subject_id=str(made.pk)).count() == 1
    own.reads("/api/v1/registers/nothing", status=404)
    assert "There are: kind, place" in own.reads("/api/v1/registers/wig-banks?filter=stock:12", status=400)["detail"]


def test_programs_walk_a_register_page_by_page(register, keeper):
    for name in ("A", "B", "C"):
        add_entry(by=keeper, register=register, draft=draft(name), today=TODAY)
    program, walked = Program(token_of(keeper).text), []
    href = "/api/v1/registers/wig-banks?per_page=2"
    while href:
        page = program.reads(href)
        walked += [one["title"] for one in page["rows"]]
        href = page["links"]["next"]
    assert walked == ["A", "B", "C"]
