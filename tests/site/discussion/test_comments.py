"""Comments are seen by whoever sees what they stand beside, tell those whom they mention, and are never changed."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.conftest import member
from tests.site.forms.conftest import (  # noqa: F401
    browser_of,
    case,
    gp,
    stranger,
    surgery,
)
from tests.site.registers.conftest import TODAY, draft, entry, keeper, neighbour, own_register, register  # noqa: F401

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.audit.refusals import REFUSED
from clearway.site.beside import host_of, people_beside
from clearway.site.discussion.models import LONGEST_COMMENT, Remark
from clearway.site.discussion.services import comment, remarks_beside, withdraw
from clearway.site.forms.models import CaseState, FormCase
from clearway.site.notifications.models import Notice
from clearway.site.notifications.services import own_notices
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import AllianceAnalyst
from clearway.site.registers.services.entries import add_entry, withdraw_entry


def beside(by: Membership, form: FormCase):
    host = host_of(by, "form", form.pk)
    assert host is not None
    return host


def test_both_parties_of_a_form_read_and_write_and_a_stranger_sees_nothing(case, tracker, gp, stranger):  # noqa: F811
    comment(by=tracker, host=beside(tracker, case), words="Which scan do you mean?")
    comment(by=gp, host=beside(gp, case), words="The second one.")
    assert [one.words for one in remarks_beside(beside(tracker, case), tracker)] == [
        "Which scan do you mean?",
        "The second one.",
    ]
    assert host_of(stranger, "form", case.pk) is None
    assert remarks_beside(beside(tracker, case), stranger) == []


def test_whoever_is_mentioned_is_told_where_and_not_what(case, tracker, gp):  # noqa: F811
    made = comment(by=tracker, host=beside(tracker, case), words="Please look at the dates", mentioned=[gp.pk, gp.pk])
    notice = own_notices(gp).get()
    assert notice.words == f"tracker mentioned you in a comment on Significant event analysis {case.pk}"
    assert notice.link == f"/forms/{case.pk}#comment-{made.pk}"
    assert "dates" not in notice.words + notice.to_do
    assert made.mentions == ["gp"]


def test_only_people_who_see_it_can_be_mentioned(case, tracker, gp, stranger):  # noqa: F811
    offered = people_beside(beside(tracker, case), apart_from=tracker)
    assert [one.person.name for one in offered] == ["gp"]
    with pytest.raises(Refused, match="does not see this"):
        comment(by=tracker, host=beside(tracker, case), words="Look", mentioned=[stranger.pk])
    assert not Remark.unscoped.exists()
    assert not Notice.unscoped.filter(kind="mention").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("  ", "WORDS-MISSING"),
        ("x" * (LONGEST_COMMENT + 1), "WORDS-TOO-LONG"),
        ("It is 943 476 5919 again", "WORDS-IDENTIFY"),
        ("odd \x00 sign", "WORDS-SIGNS"),
    ],
)
def test_words_that_cannot_be_kept_are_refused_with_a_reason(case, tracker, words, code):  # noqa: F811
    with pytest.raises(Refused) as refusal:
        comment(by=tracker, host=beside(tracker, case), words=words)
    assert refusal.value.code == code


def test_nothing_is_written_beside_a_closed_form(case, tracker):  # noqa: F811
    FormCase.unscoped.filter(pk=case.pk).update(state=CaseState.CLOSED)
    with pytest.raises(PermissionDenied):
        comment(by=tracker, host=beside(tracker, case), words="Late")


def test_an_author_or_the_keeper_withdraws_and_the_words_are_shown_no_more(case, tracker, gp):  # noqa: F811
    made = comment(by=gp, host=beside(gp, case), words="Secret words")
    other = comment(by=tracker, host=beside(tracker, case), words="Mine")
    with pytest.raises(PermissionDenied):
        withdraw(by=gp, remark=other, host=beside(gp, case))
    withdraw(by=tracker, remark=made, host=beside(tracker, case))
    with pytest.raises(PermissionDenied):
        withdraw(by=tracker, remark=made, host=beside(tracker, case))
    page = browser_of(gp).get(f"/forms/{case.pk}").content.decode()
    assert "Secret words" not in page
    assert "Withdrawn by tracker" in page
    assert Remark.unscoped.get(pk=made.pk).words == "Secret words"
    assert Event.objects.filter(event="comment withdrawn").count() == 1


def test_the_trail_keeps_that_there_was_a_comment_and_not_its_words(case, tracker):  # noqa: F811
    comment(by=tracker, host=beside(tracker, case), words="Only for the page")
    event = Event.objects.get(event="comment written")
    assert event.after == {"beside": f"form {case.pk}", "mentions": 0}


def test_comments_beside_an_entry_that_everybody_sees_are_seen_by_everybody(entry, keeper, neighbour):  # noqa: F811
    host = host_of(neighbour, "entry", entry.pk)
    comment(by=neighbour, host=host, words="We borrow from them, too")
    assert [one.words for one in remarks_beside(host_of(keeper, "entry", entry.pk), keeper)] == [
        "We borrow from them, too"
    ]


def test_comments_beside_an_entry_of_one_organisation_stay_there(own_register, keeper, neighbour, alliance):  # noqa: F811
    analyst = member("a@example.org", alliance, AllianceAnalyst)
    own = add_entry(by=keeper, register=own_register, draft=draft(), today=TODAY)
    comment(by=keeper, host=host_of(keeper, "entry", own.pk), words="Ask for the key")
    assert host_of(neighbour, "entry", own.pk) is None
    assert len(remarks_beside(host_of(analyst, "entry", own.pk), analyst)) == 1
    withdraw_entry(by=keeper, entry=own, seen=own.version, reason="It closed")
    assert not host_of(keeper, "entry", own.pk).may_write


def test_the_page_of_a_form_takes_a_comment_and_keeps_what_was_typed_when_it_is_wrong(case, tracker, gp):  # noqa: F811
    browser = browser_of(tracker)
    address = f"/comments/form/{case.pk}"
    wrong = browser.post(address, {"words": "Number 943 476 5919", "mentioned": str(gp.pk)})
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "could be an NHS number" in page
    assert "Number 943 476 5919</textarea>" in page
    assert "checked" in page
    done = browser.post(address, {"words": "<script>x()</script>", "mentioned": str(gp.pk)})
    assert done.url == f"/forms/{case.pk}#comments"
    page = browser.get(f"/forms/{case.pk}").content.decode()
    assert "&lt;script&gt;x()" in page
    assert "<script>x()" not in page
    assert "Mentions gp." in page


def test_a_stranger_finds_no_comments_and_the_trail_is_told(case, tracker, stranger):  # noqa: F811
    made = comment(by=tracker, host=beside(tracker, case), words="Ours")
    browser = browser_of(stranger)
    assert browser.get(f"/comments/form/{case.pk}").status_code == 404
    assert browser.post(f"/comments/form/{case.pk}", {"words": "Theirs"}).status_code == 404
    assert browser.post(f"/comments/{made.pk}/withdraw").status_code == 404
    assert browser.get("/comments/nothing/1").status_code == 404
    assert Event.objects.filter(event=REFUSED).count() == 3
    assert Remark.unscoped.count() == 1
    made.refresh_from_db()
    assert not made.is_withdrawn


def test_a_comment_is_written_beside_an_entry_on_its_page(register, entry, keeper):  # noqa: F811
    browser = browser_of(keeper)
    browser.post(f"/comments/entry/{entry.pk}", {"words": "They moved"})
    page = browser.get(f"/registers/wig-banks/{entry.pk}").content.decode()
    assert "They moved" in page
    number = Remark.unscoped.get().pk
    browser.post(f"/comments/{number}/withdraw")
    assert "They moved" not in browser.get(f"/registers/wig-banks/{entry.pk}").content.decode()
