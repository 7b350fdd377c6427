"""Questions: raised about variation with one organisation, and asked before a meeting by those who sit there."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.site.conftest import member, sign_in
from tests.site.groups.test_group_pages import text
from tests.site.groups.test_meeting_pages import day
from tests.site.groups.test_meetings import ITEM, at, came
from tests.site.trail import trail

from clearway.records.findings import Refused
from clearway.site.groups.models import AgendaItem, ItemQuestion, Question
from clearway.site.groups.services import meetings, questions
from clearway.site.groups.services.telling import remind
from clearway.site.notifications.models import Notice
from clearway.site.organisations.roles import BoardMember, CancerManager, PatientRepresentative, ProgrammeManager

DAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime(2026, 6, 10, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def manager(barnsley):
    return member("manager@example.org", barnsley, CancerManager)


@pytest.fixture
def question(analyst, barnsley, manager) -> Question:
    asking = questions.Asking(
        organisation=barnsley, words="What is behind the change?", reply_by=DAY + timedelta(days=20), measure="CWT-62D"
    )
    return questions.raise_question(by=analyst, asking=asking)


@pytest.fixture
def item(board, keeper) -> AgendaItem:
    planned = meetings.plan_meeting(by=keeper, group=board.group, starts_at=at(14), ends_at=at(16), place="Oak House")
    return meetings.add_item(by=keeper, meeting=planned, item=ITEM)


def signed_in(membership) -> Client:
    browser = Client(raise_request_exception=False)
    sign_in(browser, membership.person.email)
    return browser


def test_a_question_is_raised_by_the_alliance_answered_by_whom_it_was_asked_and_both_are_told(
    question, analyst, manager, keeper
):
    assert list(Notice.unscoped.values_list("person__email", flat=True)) == [manager.person.email]
    answered = questions.answer_question(by=manager, question=question, words="Fewer scans were read.")
    assert (answered.state, answered.replied_name) == ("answered", "manager")
    told = set(Notice.unscoped.values_list("person__email", flat=True))
    assert told == {manager.person.email, analyst.person.email, keeper.person.email}
    with pytest.raises(Refused, match="already"):
        questions.close_question(by=analyst, question=question, reason="No need")


def test_nobody_else_raises_or_answers_a_question(question, tracker, barnsley, rotherham, administrator, analyst):
    other = member("other@example.org", rotherham, CancerManager)
    local = member("programme2@example.org", barnsley, ProgrammeManager)
    asking = questions.Asking(organisation=barnsley, words="Why?", reply_by=DAY)
    for by in (tracker, other, administrator, local):
        with pytest.raises(PermissionDenied):
            questions.raise_question(by=by, asking=asking)
    for by in (tracker, other, administrator, analyst):
        with pytest.raises(PermissionDenied):
            questions.answer_question(by=by, question=question, words="w")
    assert Question.unscoped.get().state == "open"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reply_by": DAY - timedelta(days=1)}, "QUESTION-DATES"),
        ({"measure": "NO-SUCH"}, "QUESTION-MEASURE"),
        ({"words": " "}, "WORDS-MISSING"),
        ({"words": "What of 943 476 5919?"}, "WORDS-IDENTIFY"),
    ],
)
def test_a_question_that_cannot_be_is_refused(more, code, analyst, barnsley):
    asking = questions.Asking(**{"organisation": barnsley, "words": "Why?", "reply_by": DAY} | more)
    with pytest.raises(Refused) as refusal:
        questions.raise_question(by=analyst, asking=asking)
    assert refusal.value.code == code


def test_a_question_is_seen_by_the_alliance_and_the_organisation_and_by_nobody_else(
    question, manager, rotherham, alliance, barnsley, analyst
):
    path = f"/groups/questions/{question.pk}"
    board_there = member("board@example.org", barnsley, BoardMember)
    for membership in (manager, analyst, board_there, member("board2@example.org", alliance, BoardMember)):
        browser = signed_in(membership)
        assert "What is behind the change?" in text(browser.get(path))
        assert "What is behind the change?" in text(browser.get("/groups/questions"))
    stranger = signed_in(member("other@example.org", rotherham, CancerManager))
    before = trail().count()
    for ask in (stranger.get, stranger.post):
        assert ask(path).status_code == 404
    assert trail().filter(subject_id=str(question.pk), subject_type="groups.question").count() >= 2
    assert trail().count() > before
    page = text(stranger.get("/groups/questions"))
    assert "What is behind" not in page
    assert "No question waits for a reply of your organisation." in page
    assert "behind" not in stranger.get("/groups/questions?table=own&format=csv").content.decode().replace(
        "what is behind a figure", ""
    )


def test_the_pages_raise_answer_and_close_in_neutral_words(board, analyst, manager, barnsley):
    asking, theirs = signed_in(analyst), signed_in(manager)
    typed = {"organisation": "RFF", "measure": "CWT-62D", "group": str(board.group.pk), "words": "What do you see?"}
    assert "Enter the day" in text(asking.post("/groups/questions/add", typed))
    path = asking.post("/groups/questions/add", typed | day("reply_by", DAY + timedelta(days=9)))["Location"]
    assert 'value="CWT-62D" selected' in text(asking.get("/groups/questions/add?measure=CWT-62D"))
    page = text(theirs.get(path))
    assert "performance-manage" in page
    assert "/measures/CWT-62D" in page
    assert "is empty" in text(theirs.post(path, {"words": ""}))
    assert theirs.post(path, {"words": "More people came."}).status_code == 302
    assert "More people came." in text(asking.get(path))
    second = asking.post("/groups/questions/add", typed | day("reply_by", DAY))["Location"]
    assert asking.post(second, {"words": "Answered in the meeting"}).status_code == 302
    assert "Answered in the meeting" in text(theirs.get(second))


def test_those_who_answer_are_reminded_once_a_week_before(question, manager):
    Notice.unscoped.all().delete()
    assert remind(DAY) == 0
    ahead = DAY + timedelta(days=14)
    assert (remind(ahead), remind(ahead), Notice.unscoped.count()) == (1, 1, 1)


def test_a_patient_representative_asks_before_a_meeting_and_reads_the_answer(item, board, patient, keeper):
    mine = signed_in(patient)
    page = text(mine.get("/groups/you"))
    for said in ("Alliance board", "as patient", "10 June 2026, 14:00 to 16:00", "Nobody has written this in plain"):
        assert said in page
    assert mine.post(f"/groups/items/{item.pk}/ask", {"words": "Who will tell us?"}).status_code == 302
    assert "There is no answer yet" in text(mine.get("/groups/you"))
    asked = ItemQuestion.objects.get()
    keeping = signed_in(keeper)
    assert f"/groups/asked/{asked.pk}/answer" in text(keeping.get(f"/groups/items/{item.pk}"))
    assert keeping.post(f"/groups/asked/{asked.pk}/answer", {"words": "Your own team."}).status_code == 302
    assert Notice.unscoped.filter(person=patient.person, words__contains="is answered").count() == 1
    assert "Your own team." in text(mine.get("/groups/you"))
    meetings.take_attendance(by=keeper, meeting=item.meeting, came=came(board))
    meetings.hold_meeting(by=keeper, meeting=item.meeting)
    assert "What you asked before" in text(mine.get("/groups/you"))
    with pytest.raises(Refused, match="before the next one"):
        questions.ask_on_item(by=patient, item=item, words="Too late?")


def test_not_everybody_asks_before_a_meeting_and_nobody_asks_without_end(item, patient, tracker, keeper, monkeypatch):
    with pytest.raises(PermissionDenied):
        questions.ask_on_item(by=tracker, item=item, words="w")
    monkeypatch.setattr(questions, "MOST_OF_ONE", 1)
    made = questions.ask_on_item(by=patient, item=item, words="One")
    with pytest.raises(Refused, match="in the meeting"):
        questions.ask_on_item(by=patient, item=item, words="Two")
    with pytest.raises(PermissionDenied):
        questions.answer_on_item(by=patient, question=made, words="w")


def test_without_seats_and_meetings_the_page_of_what_is_asked_says_so(alliance, browser):
    sign_in(browser, member("new@example.org", alliance, PatientRepresentative).person.email)
    page = text(browser.get("/groups/you"))
    assert "You hold no seat" in page
    assert "No meeting is planned" in page
