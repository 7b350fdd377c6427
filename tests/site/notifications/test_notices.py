"""People are told what changed and what to do: within the change, once, and only those whom it concerns."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from tests.site.conftest import member, sign_in
from tests.site.forms.conftest import (  # noqa: F401
    case,
    fill_hospital,
    fill_practice,
    gp,
    hospital,
    practice,
    signed,
    stranger,
    surgery,
)
from tests.site.registers.conftest import TODAY, draft, keeper, register  # noqa: F401

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.forms import jobs as form_jobs
from clearway.site.forms.models import FormCase
from clearway.site.forms.services.signing import send_back, sign
from clearway.site.jobs.models import Job
from clearway.site.jobs.services import WORKER, claim, enqueue, finish, sweep
from clearway.site.notifications.digest import send_digest
from clearway.site.notifications.jobs import DIGESTS, mail_notices
from clearway.site.notifications.models import Digest, Notice, NoticeKind, NoticeSettings
from clearway.site.notifications.services import (
    NotWithinChange,
    choose,
    mark_read,
    notify,
    own_notices,
    unread_of,
)
from clearway.site.organisations.roles import Tracker
from clearway.site.organisations.services import end_role, give_role
from clearway.site.registers.services.entries import add_entry, note_due

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)


class Told:
    """Stands for the progress of a job."""

    def report(self, **how_far) -> None:
        """Nothing is kept."""


def tell(membership, mark: str = "one", kind: NoticeKind = NoticeKind.WAITING) -> None:
    with transaction.atomic():
        notify(
            [membership.person],
            organisation_code=membership.organisation.code,
            kind=kind,
            words="Something of Case 17 changed",
            to_do="Look at it.",
            mark=mark,
        )


def told(membership) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in own_notices(membership)]


def kinds(membership) -> list[str]:
    return [kind for kind, _ in told(membership)]


@pytest.mark.django_db(transaction=True)
def test_a_notice_outside_the_transaction_of_a_change_is_an_error(tracker):
    with pytest.raises(NotWithinChange):
        notify(
            [tracker.person],
            organisation_code="RFF",
            kind=NoticeKind.JOB,
            words="x",
            to_do="y",
            mark="z",
        )
    assert not Notice.unscoped.exists()


def test_a_change_that_is_undone_tells_nobody(tracker):
    def broken() -> None:
        with transaction.atomic():
            tell(tracker)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert told(tracker) == []


def test_of_one_thing_a_person_is_told_once(tracker):
    tell(tracker)
    tell(tracker)
    assert len(told(tracker)) == 1


def test_whoever_fills_the_other_half_is_told_that_a_form_waits_and_the_starter_is_not(gp, case, tracker, stranger):  # noqa: F811
    ((kind, words),) = told(gp)
    assert kind == NoticeKind.WAITING
    assert words.startswith(f"{case.type_version.title} {case.pk}: ")
    assert "Case 17" not in words
    assert told(tracker) == []
    assert told(stranger) == []
    assert own_notices(gp).get().link == f"/forms/{case.pk}"


def test_a_colleague_in_another_role_that_fills_no_forms_is_not_told(gp, case, administrator):  # noqa: F811
    assert told(administrator) == []


def test_what_waited_for_a_part_counts_as_read_once_it_is_signed(gp, case, tracker):  # noqa: F811
    sign(by=tracker, part=fill_hospital(case, tracker))
    assert unread_of(gp) == 2
    sign(by=gp, part=fill_practice(case, gp))
    assert unread_of(gp) == 0


def test_whoever_signed_a_part_is_told_that_it_came_back(signed, tracker, gp):  # noqa: F811
    send_back(by=tracker, part=signed.parts.get(party="practice"), reason="Say more of the second visit")
    newest = own_notices(gp).first()
    assert newest.kind == NoticeKind.SENT_BACK
    assert "second visit" not in newest.words + newest.to_do
    assert NoticeKind.SENT_BACK not in kinds(tracker)


def test_a_part_sent_back_twice_is_told_twice(signed, tracker, gp):  # noqa: F811
    part = signed.parts.get(party="practice")
    send_back(by=tracker, part=part, reason="Say more")
    part.refresh_from_db()
    sign(by=gp, part=part)
    part.refresh_from_db()
    send_back(by=tracker, part=part, reason="Still more")
    assert kinds(gp).count(NoticeKind.SENT_BACK) == 2


@pytest.mark.parametrize(
    ("days", "expected"), [(8, 0), (7, 1), (0, 1), (-1, 1)], ids=["in eight days", "in a week", "today", "late"]
)
def test_parts_are_remembered_a_week_before_they_are_due(gp, case, days, expected):  # noqa: F811
    FormCase.unscoped.filter(pk=case.pk).update(due_on=timezone.localdate() + timedelta(days=days))
    form_jobs.remind_of_forms({}, Told())
    form_jobs.remind_of_forms({}, Told())
    assert kinds(gp).count(NoticeKind.FORM_DUE) == expected


def test_a_part_that_is_late_is_told_once_more_and_a_signed_one_never(gp, case, tracker):  # noqa: F811
    sign(by=tracker, part=fill_hospital(case, tracker))
    for days in (1, -1):
        FormCase.unscoped.filter(pk=case.pk).update(due_on=timezone.localdate() + timedelta(days=days))
        form_jobs.remind_of_forms({}, Told())
    assert kinds(tracker).count(NoticeKind.FORM_DUE) == 0
    words = [words for kind, words in told(gp) if kind == NoticeKind.FORM_DUE]
    assert ["is due on" in one for one in words] == [False, True]
    assert "was due on" in words[0]


def test_entries_that_come_due_are_told_to_their_owners_once_a_day(register, keeper, tracker, stranger):  # noqa: F811
    for name in ("One", "Two"):
        made = add_entry(by=keeper, register=register, draft=draft(name), today=TODAY)
        made.review_by = TODAY
        made.save()
        assert note_due(made, today=TODAY)
    assert told(keeper) == [(NoticeKind.REVIEW_DUE, "Wig banks: entries of your organisation are due for review")]
    assert told(stranger) == []


def test_whoever_is_given_a_role_is_told(administrator, rotherham):
    newcomer = member("new@example.org", rotherham, Tracker)
    person = newcomer.person
    newcomer.delete()
    made = give_role(
        by=administrator, person=person, organisation=rotherham, role=Tracker, starts_on=timezone.localdate()
    )
    assert kinds(made) == [NoticeKind.ROLE]
    assert told(administrator) == []


@pytest.mark.parametrize(("words", "told_of"), [("", "done"), ("The file is damaged.", "failed")])
def test_whoever_asked_for_work_is_told_when_it_has_ended(tracker, keeper, words, told_of):  # noqa: F811
    job, _ = enqueue(by=tracker, kind=DIGESTS)
    running = claim("a worker")
    finish(running, words=words)
    ((kind, said),) = told(tracker)
    assert kind == NoticeKind.JOB
    assert said.endswith(f": {told_of}")
    assert "damaged" not in said
    assert own_notices(tracker).get().link == f"/jobs/{job.pk}"
    assert told(keeper) == []


def test_whoever_asked_is_told_of_work_that_was_lost_and_nobody_of_what_is_regular(tracker):
    enqueue(by=tracker, kind=DIGESTS)
    Job.unscoped.update(is_idempotent=False)
    claim("a worker", now=NOON)
    assert sweep() == 1
    assert kinds(tracker) == [NoticeKind.JOB]
    enqueue(by=WORKER, kind=DIGESTS)
    finish(claim("a worker"))
    assert Notice.unscoped.count() == 1


def test_a_notice_is_gone_for_whoever_lost_the_role(administrator, tracker):
    tell(tracker)
    end_role(by=administrator, membership=tracker, on=timezone.localdate(), reason="Left")
    assert list(own_notices(tracker)) == []


def test_people_mark_their_own_notices_read_and_nobody_elses(tracker, keeper):  # noqa: F811
    tell(tracker)
    tell(keeper)
    others = own_notices(keeper).get()
    assert mark_read(by=tracker, notices=[others.pk]) == 0
    assert mark_read(by=tracker) == 1
    assert mark_read(by=tracker) == 0
    assert (unread_of(tracker), unread_of(keeper)) == (0, 1)
    assert Event.objects.filter(event="notices read").count() == 1


def test_the_mail_says_how_many_of_which_kind_and_nothing_of_what_they_say(tracker, settings):
    tell(tracker)
    tell(tracker, mark="two")
    tell(tracker, mark="three", kind=NoticeKind.MENTION)
    assert send_digest(tracker.person, now=NOON)
    (sent,) = mail.outbox
    assert sent.to == ["tracker@example.org"]
    assert sent.subject == "Clearway: 3 notices for you"
    assert "- A form waits for your organisation's part: 2" in sent.body
    assert "- Somebody mentioned you in a comment: 1" in sent.body
    assert "Case 17" not in sent.subject + sent.body
    assert "Barnsley" not in sent.subject + sent.body


def test_one_mail_a_day_and_of_each_notice_once(tracker):
    tell(tracker)
    assert send_digest(tracker.person, now=NOON)
    tell(tracker, mark="later")
    assert not send_digest(tracker.person, now=NOON + timedelta(hours=3))
    assert send_digest(tracker.person, now=NOON + timedelta(days=1))
    assert not send_digest(tracker.person, now=NOON + timedelta(days=2))
    assert ["1 notice for you" in one.subject for one in mail.outbox] == [True, True]


@pytest.mark.parametrize(
    ("begins", "ends", "at", "quiet"),
    [
        (time(19), time(7), NIGHT, True),
        (time(19), time(7), NOON, False),
        (time(9), time(17), NOON, True),
        (time(9), time(12), NOON, False),
        (time(12), time(12), NOON, False),
        (time(13), time(14), datetime(2026, 7, 1, 12, 30, tzinfo=UTC), True),
    ],
    ids=["past midnight", "past midnight, by day", "by day", "just over", "none", "summer time"],
)
def test_no_mail_comes_in_quiet_hours(tracker, begins, ends, at, quiet):
    tell(tracker)
    choose(by=tracker, digest="daily", quiet_from=begins, quiet_until=ends)
    assert send_digest(tracker.person, now=at) is not quiet


def test_whoever_wants_no_mail_or_has_read_everything_or_lost_the_role_gets_none(tracker, administrator, keeper):  # noqa: F811
    tell(tracker)
    choose(by=tracker, digest=Digest.NEVER, quiet_from=time(19), quiet_until=time(7))
    assert not send_digest(tracker.person, now=NOON)
    tell(keeper)
    end_role(by=administrator, membership=keeper, on=timezone.localdate(), reason="Left")
    assert not send_digest(keeper.person, now=NOON)
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_is_tried_again(tracker, monkeypatch):
    tell(tracker)

    def broken(*_):
        raise OSError("no mail server")

    with monkeypatch.context() as patched:
        patched.setattr("clearway.site.notifications.digest.send_mail", broken)
        with pytest.raises(OSError, match="no mail server"):
            send_digest(tracker.person, now=NOON)
    assert send_digest(tracker.person, now=NOON)


def test_the_job_mails_everybody_who_waits_and_says_how_many(tracker, keeper):  # noqa: F811
    for one in (tracker, keeper):
        tell(one)
        choose(by=one, digest="daily", quiet_from=time(12), quiet_until=time(12))
    assert mail_notices({}, Told()) == {"sent": 2}
    assert mail_notices({}, Told()) == {"sent": 0}


def test_what_is_chosen_is_kept_and_on_the_trail(tracker):
    with pytest.raises(Refused):
        choose(by=tracker, digest="hourly", quiet_from=time(1), quiet_until=time(2))
    choose(by=tracker, digest="never", quiet_from=time(1), quiet_until=time(2))
    choose(by=tracker, digest="never", quiet_from=time(1), quiet_until=time(2))
    assert NoticeSettings.objects.get().digest == "never"
    event = Event.objects.get(event="notices chosen")
    assert event.after == {"digest": "never", "quiet": "01:00 to 02:00"}


def test_the_page_shows_what_is_new_counts_it_in_the_header_and_marks_it_read(as_tracker, tracker, keeper):  # noqa: F811
    assert "Nothing has been sent to you yet" in as_tracker.get("/notifications").content.decode()
    tell(tracker)
    tell(keeper)
    page = as_tracker.get("/notifications").content.decode()
    assert "Notices (1)<" in page
    assert "Mark as read<span" in page
    assert page.count("Something of Case 17 changed</h2>") == 1
    other = own_notices(keeper).get()
    assert as_tracker.post(f"/notifications/{other.pk}/read").status_code == 404
    own = own_notices(tracker).get()
    assert as_tracker.post(f"/notifications/{own.pk}/read").status_code == 302
    assert unread_of(keeper) == 1
    assert "Notices (" not in as_tracker.get("/help").content.decode()
    file = as_tracker.get("/notifications?table=notices&format=csv").content.decode("utf-8-sig")
    assert "Something of Case 17 changed" in file


def test_all_are_marked_read_with_one_button(as_tracker, tracker):
    tell(tracker)
    tell(tracker, mark="two")
    as_tracker.post("/notifications/read")
    assert unread_of(tracker) == 0


def test_the_settings_page_keeps_what_is_chosen_and_says_what_is_wrong(as_tracker):
    page = as_tracker.post("/notifications/settings", {"digest": "hourly", "quiet_from": "25"})
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    as_tracker.post("/notifications/settings", {"digest": "never", "quiet_from": "20", "quiet_until": "6"})
    assert NoticeSettings.objects.get().quiet_from == time(20)
    assert "No mail is sent to you" in as_tracker.get("/notifications").content.decode()


def test_words_in_a_notice_are_shown_as_text(browser, tracker):
    with transaction.atomic():
        notify(
            [tracker.person],
            organisation_code="RFF",
            kind=NoticeKind.JOB,
            words="<script>x()</script>",
            to_do="<b>y</b>",
            mark="script",
        )
    sign_in(browser, tracker.person.email)
    page = browser.get("/notifications").content.decode()
    assert "<script>x()" not in page
    assert "<b>y" not in page
