"""What first readers ask is answered when figures are published, and what was kept answers no changed question."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Event

import pytest

from clearway.measures.comparison import Glances
from clearway.publications.disclosure import Audience
from clearway.site.jobs import services
from clearway.site.jobs.kinds import job_kinds
from clearway.site.jobs.models import Job
from clearway.site.jobs.worker import LeaseKeeper
from clearway.site.measures import figures, kept, plain
from clearway.site.measures.noted import NOTHING_NOTED, Noted
from clearway.site.measures.permissions import EVERYTHING, Sight
from clearway.site.performance.audience import showing_to
from clearway.site.performance.places import home_alliance
from clearway.site.places import inequality, jobs, preparing
from clearway.site.places.presenters.ambitions import ambitions

pytestmark = pytest.mark.django_db

TODAY = date(2025, 6, 1)


@pytest.fixture
def forgetful(monkeypatch):
    """Makes this process as good as new: it remembers nothing."""

    def forget() -> None:
        for remembering in (figures, inequality):
            monkeypatch.setattr(remembering, "_remembered", type(figures._remembered)())
        monkeypatch.setattr(figures, "_groups", type(figures._groups)())
        figures._held.cache_clear()

    return forget


@pytest.fixture
def no_figures(monkeypatch):
    """From now on nothing may be worked out: whoever opens the figures fails."""

    def close() -> None:
        monkeypatch.setattr(figures, "ground", lambda: pytest.fail("the figures were opened"))

    return close


@pytest.mark.slow
def test_what_was_prepared_is_answered_by_a_process_that_opens_no_figures(forgetful, no_figures, tracker, monkeypatch):
    told = []
    assert preparing.prepare(TODAY, lambda number, total: told.append((number, total)) or True)
    total = 2 * len(figures.catalogue())  # once for everybody, once for the tracker's trust
    assert told == [(number, total) for number in range(0, total, preparing.REPORTED_EVERY)]
    before = ambitions(home_alliance(), EVERYTHING, TODAY)
    forgetful()
    agreed = figures.trajectories()
    no_figures()
    monkeypatch.setattr(figures, "trajectories", lambda: agreed)
    assert ambitions(home_alliance(), EVERYTHING, TODAY)[0].cell == before[0].cell
    with showing_to(Audience.OWN_TRUST):
        assert figures.glances("CWT-62D", "england", sight=Sight("RFF")).lines


@pytest.mark.parametrize("measure", ["CWT-62D", "CWT-MEDREF", "CWT-104"])
def test_a_kept_answer_is_the_one_that_was_made(forgetful, no_figures, measure):
    made = figures.glances(measure, "provider")
    forgetful()
    no_figures()
    found = figures.glances(measure, "provider")
    assert found is not made
    assert found == made


def test_a_phase_an_own_definition_or_another_reader_is_another_question(forgetful, monkeypatch):
    home = home_alliance()
    asked, name_of = [], kept._asked
    monkeypatch.setattr(kept, "_asked", lambda question: asked.append((question[0], name_of(question))) or asked[-1][1])
    forgetful()
    plain_line = figures.glances("CWT-62D", "alliance", (home,)).lines[0]
    forgetful()
    figures.glances("CWT-62D", "alliance", (home,), noted=Noted({home: (plain_line.latest.period_end,)}, {}))
    figures.glances("CWT-62D", "alliance", (home,), sight=Sight("RFF"))
    measure = figures.catalogue()["CWT-62D"]
    changed = {**figures.catalogue().measures, "CWT-62D": replace(measure, numerator="Others")}
    monkeypatch.setattr(figures, "catalogue", lambda: replace(figures.own.catalogue(), measures=changed))
    figures.glances("CWT-62D", "alliance", (home,))
    glances = [name for about, name in asked if about == "glances"]
    assert len(set(glances)) == len(glances) == 4


def test_a_kept_answer_of_another_shape_is_made_again(forgetful, monkeypatch, caplog):
    made = figures.glances("CWT-31D", "england")
    forgetful()
    monkeypatch.setattr("clearway.store.kept_answers.KeptAnswers.find", lambda *_: '["Glances","",[["Line",1]]]')
    assert figures.glances("CWT-31D", "england") == made
    assert "not as expected" in caplog.text


def test_the_job_is_due_once_for_each_version_and_day(monkeypatch, figures_store, settings):
    monkeypatch.setattr(jobs, "_offered", set())
    monkeypatch.setattr(jobs, "is_prepared", lambda today: False)
    assert job_kinds()[jobs.AT_A_GLANCE].is_due()
    assert not jobs.is_due()
    monkeypatch.setattr(jobs.timezone, "localdate", lambda: TODAY + timedelta(days=9999))
    assert jobs.is_due()
    monkeypatch.setattr(jobs, "_offered", set())
    monkeypatch.setattr(jobs, "is_prepared", lambda today: True)
    assert not jobs.is_due()
    settings.STORE = None
    assert not jobs.is_due()


def test_work_that_people_asked_for_goes_first_and_this_is_offered_again(monkeypatch, analyst):
    monkeypatch.setattr(jobs, "_offered", set())
    day = TODAY + timedelta(days=77)
    monkeypatch.setattr(jobs.timezone, "localdate", lambda: day)
    monkeypatch.setattr(preparing, "_prepare", lambda *_: pytest.fail("went on"))
    assert jobs.is_due()
    asked, _ = services.enqueue(by=services.WORKER, kind=jobs.AT_A_GLANCE)
    services.claim("w")
    services.enqueue(by=analyst, kind="tidy uploads")
    with LeaseKeeper(Job.unscoped.get(pk=asked.pk), every=60) as progress:
        assert jobs.answer_at_a_glance({}, progress) == {"done": False}
    assert jobs.is_due()


def test_a_worker_that_is_told_to_stop_does_not_go_on_preparing(monkeypatch, db):
    monkeypatch.setattr(jobs, "_offered", set())
    monkeypatch.setattr(preparing, "_prepare", lambda *_: pytest.fail("went on"))
    asked, _ = services.enqueue(by=services.WORKER, kind=jobs.AT_A_GLANCE)
    services.claim("w")
    leaving = Event()
    leaving.set()
    with LeaseKeeper(Job.unscoped.get(pk=asked.pk), every=60, leaving=leaving) as progress:
        assert jobs.answer_at_a_glance({}, progress) == {"done": False}


@pytest.mark.parametrize(
    "kind", [Glances, figures.GroupsFound, inequality.Inequality, tuple[figures.WaitingGroup, ...], figures.Held]
)
def test_every_kind_of_kept_answer_can_be_read(kind):
    assert plain._reading(kind)


def test_what_is_read_can_only_be_what_was_asked_for():
    for text in (
        "{}",
        "null",
        '["Measure"]',
        '["Inequality", 1, 2, 3]',
        "[[[",
        '["Inequality", "a", "b"]',
        "[" * 100_000,
    ):
        with pytest.raises(plain.NotAsExpected):
            plain.read(inequality.Inequality, text)


def test_nothing_noted_is_the_same_question_as_before():
    assert NOTHING_NOTED.key == Noted({}, {}).key
