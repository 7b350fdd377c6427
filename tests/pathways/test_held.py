"""One record by its link: found within a scope, without identifiers, and always under the same link."""

from dataclasses import replace

import pytest
from tests.pathways.filled import (
    BARNSLEY,
    DONCASTER,
    LATE_HANDOVER,
    ROTHERHAM,
    SHEFFIELD,
    TODAY,
    FilledStore,
)

from clearway.pathways.held import answering_for, find_held, is_held, of_person, of_same_pathway, starting_with
from clearway.pathways.scope import INVOLVED_FROM, Scope, scope_of_trust, whole_store
from clearway.records.waiting_times import COLUMNS, IDENTIFYING
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import Reader


def scope(figures, trust: str) -> Scope:
    return scope_of_trust(figures, load_organisations(), trust, TODAY)


@pytest.fixture
def link(figures) -> str:
    ((link,),) = figures.execute("SELECT link FROM records WHERE icd10 = 'C61'").fetchall()
    return link


def test_a_record_is_found_by_its_link_with_the_file_it_came_in(figures, link):
    (held,) = find_held(figures, link, whole_store(TODAY))
    assert (held.file_name, held.release, held.version) == ("may-rff.csv", "final", 1)
    assert held.record.record_id == link
    assert held.record.wta_first_seen == 7


def test_nothing_of_a_person_is_in_it(figures, link):
    (held,) = find_held(figures, link, whole_store(TODAY))
    told = repr(held)
    for sent in ("9990000018", "PW1", "Mrs Example", "B1'"):
        assert sent not in told
    assert all(getattr(held.record, name) is None for name in IDENTIFYING - {"pathway_id"})


@pytest.mark.parametrize(("trust", "sees"), [(BARNSLEY, 1), (SHEFFIELD, 1), (DONCASTER, 0), (ROTHERHAM, 0)])
def test_every_provider_on_a_pathway_sees_it_and_no_other(figures, link, trust, sees):
    assert len(find_held(figures, link, scope(figures, trust))) == sees
    assert is_held(figures, link)


def test_every_organisation_on_a_record_is_among_those_involved():
    organisations = {column.name for column in COLUMNS if column.kind == "organisation"}
    assert set(INVOLVED_FROM) == organisations - {"pathway_issuer", "commissioner"}


def test_a_trust_sees_a_pathway_only_from_the_day_on_which_it_became_involved(tmp_path):
    made = FilledStore(tmp_path)
    made.take("alliance.csv", [LATE_HANDOVER])
    made.publish()
    with Reader(made.store.analytical).open() as figures:
        ((link,),) = figures.execute("SELECT link FROM records").fetchall()
        sheffield = scope(figures, SHEFFIELD)
        the_day_before = replace(sheffield, today=sheffield.today.replace(month=4, day=24))
        assert find_held(figures, link, replace(sheffield, today=sheffield.today.replace(month=4, day=25)))
        assert not find_held(figures, link, the_day_before)


def test_the_trust_that_sent_a_record_sees_it_whoever_is_on_it(tmp_path):
    made = FilledStore(tmp_path)
    made.take("sent.csv", [LATE_HANDOVER], BARNSLEY)
    made.publish()
    with Reader(made.store.analytical).open() as figures:
        ((link,),) = figures.execute("SELECT link FROM records").fetchall()
        early = replace(scope(figures, BARNSLEY), today=TODAY.replace(year=2024))
        assert find_held(figures, link, early)


def test_a_link_stays_the_same_when_the_record_is_sent_again_and_the_later_one_answers(tmp_path):
    made = FilledStore(tmp_path)
    made.take("first.csv", [LATE_HANDOVER | {"report_date": "2025-05-31"}], BARNSLEY)
    moved = {"treatment_start_date": "2025-06-02", "report_date": "2025-06-30"}
    made.take("again.csv", [LATE_HANDOVER | moved], BARNSLEY)
    made.publish()
    with Reader(made.store.analytical).open() as figures:
        ((link,),) = figures.execute("SELECT DISTINCT link FROM records").fetchall()
        now, before = find_held(figures, link, whole_store(TODAY))
        assert (now.file_name, before.file_name) == ("again.csv", "first.csv")
        assert before.superseded_by == now.submission_id
        assert answering_for(figures, before, whole_store(TODAY)) == now
        assert answering_for(figures, now, whole_store(TODAY)) is None


def test_records_are_found_by_pseudonym_and_by_the_start_of_their_link(figures, link):
    (held,) = find_held(figures, link, whole_store(TODAY))
    assert of_person(figures, {"person": held.person}, whole_store(TODAY)) == [held]
    assert of_person(figures, {"pathway": held.pathway}, scope(figures, DONCASTER)) == []
    assert held in starting_with(figures, link[:8], whole_store(TODAY), most=10)
    assert of_same_pathway(figures, held, whole_store(TODAY)) == [held]
