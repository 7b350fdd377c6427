"""Annotations, comments and new phases: who writes what, what is refused, and that nothing is ever lost."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.site.annotations.conftest import MARCH, MONTH_ENDS, SIXTY_TWO, STAGE

from clearway.records.findings import Refused
from clearway.site.annotations.models import Annotation, AnnotationKind, Comment, Phase, Precision
from clearway.site.annotations.permissions import can_annotate, can_set_phases, can_withdraw
from clearway.site.annotations.reading import comments_of, explained_of, marks_of, phases_of
from clearway.site.annotations.services import notes
from clearway.site.annotations.services.notes import annotate, begin_phase, comment, withdraw
from clearway.site.audit.models import Event
from clearway.site.audit.services import verify_chain
from clearway.stats.spc import phases_from

pytestmark = pytest.mark.usefixtures("_line")


def mark(by, **more) -> Annotation:
    told = {
        "measure": SIXTY_TWO,
        "area": "RFF",
        "at": date(2024, 5, 14),
        "precision": Precision.DAY,
        "kind": AnnotationKind.CAMPAIGN,
        "words": "Bowel campaign on local radio",
    }
    return annotate(by=by, **(told | more))


def phase(by, **more) -> Phase:
    told = {"measure": SIXTY_TWO, "area": "RFF", "begins": date(2024, 7, 31), "reason": "Straight to test for all"}
    return begin_phase(by=by, **(told | more))


def test_an_annotation_stands_on_its_own_chart_and_on_no_other(analyst):
    written = mark(analyst)
    assert marks_of(SIXTY_TWO, "RFF") == (written,)
    assert (written.when, written.author_name) == ("14 May 2024", "analyst")
    assert marks_of(SIXTY_TWO, "RHQ") == marks_of(STAGE, "RFF") == marks_of(SIXTY_TWO) == ()


def test_an_annotation_of_every_measure_and_everywhere_stands_on_every_chart_in_order_of_time(analyst):
    later = mark(analyst)
    everywhere = mark(analyst, measure=None, area="", at=date(2024, 2, 20), precision=Precision.MONTH)
    assert everywhere.when == "February 2024"
    assert marks_of(SIXTY_TWO, "RFF") == (everywhere, later)
    assert marks_of(STAGE, "E08000016") == (everywhere,)


def test_a_note_is_found_by_every_code_of_its_area(analyst):
    board = mark(analyst, area="QF7")
    district = comment(by=analyst, measure=SIXTY_TWO, area="E08000038", words="Barnsley under its newer code")
    for code in ("QF7", "E54000061"):
        assert marks_of(SIXTY_TWO, code) == (board,)
        assert explained_of(SIXTY_TWO)[code] == (date(2024, 5, 31),)
    for code in ("E08000016", "E08000038"):
        assert comments_of(SIXTY_TWO, code) == (district,)


def test_who_wrote_what_is_in_the_trail_in_the_transaction_of_the_change(analyst):
    written = mark(analyst)
    event = Event.objects.get(event="annotation written")
    assert (event.actor, event.subject_id, event.after["measure"]) == (
        "analyst@example.org",
        str(written.pk),
        "CWT-62D",
    )
    assert verify_chain() == []


def test_nothing_is_kept_when_the_trail_cannot_be_written(analyst, monkeypatch):
    monkeypatch.setattr(notes.audit, "record", lambda **told: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        mark(analyst)
    assert not Annotation.objects.exists()


def test_a_tracker_writes_about_the_own_trust_only_and_begins_no_phase(tracker):
    assert mark(tracker).area == "RFF"
    assert comment(by=tracker, measure=SIXTY_TWO, area="rff", words="Scanner down").area == "RFF"
    for area in ("RHQ", ""):
        assert not can_annotate(tracker, area)
        with pytest.raises(PermissionDenied, match="about their own"):
            mark(tracker, area=area)
    assert not can_set_phases(tracker)
    with pytest.raises(PermissionDenied, match="Only an analyst"):
        phase(tracker)


def test_an_administrator_reads_and_writes_nothing(administrator):
    for attempt in (mark, phase):
        with pytest.raises(PermissionDenied):
            attempt(administrator)
    with pytest.raises(PermissionDenied):
        comment(by=administrator, measure=SIXTY_TWO, area="RFF", words="hello")


def test_a_phase_begins_at_a_period_of_the_line_with_reason_author_and_day(analyst):
    begun = phase(analyst)
    assert phases_of(SIXTY_TWO) == {"RFF": [date(2024, 7, 31)]}
    assert (begun.author, begun.words) == ("analyst@example.org", "Straight to test for all")
    assert set(phases_from(MONTH_ENDS, phases_of(SIXTY_TWO)["RFF"])) == {0, 1}
    assert Event.objects.get(event="new phase begun").after["begins"] == "2024-07-31"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"begins": date(2024, 7, 30)}, "PHASE-POINTS"),
        ({"begins": date(2030, 1, 31)}, "PHASE-POINTS"),
        ({"begins": MONTH_ENDS[0]}, "PHASE-FIRST"),
        ({"reason": "  "}, "WORDS-MISSING"),
        ({"area": ""}, "PHASE-AREA"),
        ({"area": "ZZZ9"}, "AREA-UNKNOWN"),
    ],
)
def test_a_phase_that_cannot_stand_is_refused_in_words_and_nothing_is_kept(analyst, wrong, code):
    with pytest.raises(Refused) as refusal:
        phase(analyst, **wrong)
    assert refusal.value.code == code
    assert not Phase.objects.exists()
    assert not Event.objects.exists()


def test_a_wrong_day_is_told_the_nearest_period(analyst):
    with pytest.raises(Refused, match="the nearest ends on 31 July 2024"):
        phase(analyst, begins=date(2024, 7, 29))


def test_the_same_phase_is_not_begun_twice_and_may_be_again_once_withdrawn(analyst, reviewer):
    first = phase(analyst)
    with pytest.raises(Refused, match="already"):
        phase(reviewer)
    withdraw(by=reviewer, note=first, reason="It was one month of strikes")
    assert phases_of(SIXTY_TWO) == {}
    phase(reviewer)
    assert Phase.objects.count() == 2


def test_what_is_withdrawn_stands_on_no_chart_and_stays_with_its_reason(analyst, tracker):
    written = mark(tracker)
    assert can_withdraw(analyst, written)
    held = withdraw(by=analyst, note=written, reason="It was another trust's")
    assert marks_of(SIXTY_TWO, "RFF") == ()
    kept = Annotation.objects.get(pk=written.pk)
    assert (kept.withdrawn_by, kept.withdrawn_reason) == ("analyst@example.org", "It was another trust's")
    assert kept.words == "Bowel campaign on local radio"
    assert Event.objects.get(event="annotation withdrawn").reason == "It was another trust's"
    assert not can_withdraw(analyst, held)
    with pytest.raises(PermissionDenied):
        withdraw(by=analyst, note=held, reason="again")


def test_a_note_read_before_somebody_else_withdrew_it_is_not_withdrawn_twice(analyst, reviewer):
    written = mark(analyst)
    read_before = Annotation.objects.get(pk=written.pk)
    withdraw(by=reviewer, note=written, reason="first")
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw(by=analyst, note=read_before, reason="second")


def test_withdrawing_needs_a_reason_and_the_database_insists(analyst):
    written = mark(analyst)
    with pytest.raises(Refused):
        withdraw(by=analyst, note=written, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.filter(pk=written.pk).update(withdrawn_at=written.written_at)


def test_a_trust_withdraws_its_own_words_and_not_the_alliance_s(analyst, tracker):
    of_alliance, own = mark(analyst), comment(by=tracker, measure=SIXTY_TWO, area="RFF", words="Scanner down")
    with pytest.raises(PermissionDenied):
        withdraw(by=tracker, note=of_alliance, reason="we disagree")
    withdraw(by=tracker, note=own, reason="It was mended")
    assert comments_of(SIXTY_TWO, "RFF") == ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Patient 943 476 5919 waited", "WORDS-IDENTIFY"),
        ("Patient 9434765919 waited", "WORDS-IDENTIFY"),
        ("Patient ９４３４７６５９１９ waited", "WORDS-IDENTIFY"),
        ("Patient 943-476-5919 waited", "WORDS-IDENTIFY"),
        ("x" * 1_001, "WORDS-TOO-LONG"),
        ("", "WORDS-MISSING"),
        ("a\x00b", "WORDS-SIGNS"),
    ],
)
def test_words_that_could_name_a_person_or_cannot_be_kept_are_refused_and_never_repeated(analyst, words, code):
    with pytest.raises(Refused) as refusal:
        comment(by=analyst, measure=SIXTY_TWO, area="RFF", words=words)
    assert refusal.value.code == code
    assert "943" not in str(refusal.value)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("words", ["From 2024-05-01 to 2024-06-30, 14 clinics", "<b>bold</b> & 12,345 people", "62.5%"])
def test_dates_and_counts_are_no_identifiers_and_text_stays_as_typed(analyst, words):
    assert comment(by=analyst, measure=SIXTY_TWO, area="RFF", words=words).words == words


def test_a_cause_is_known_for_the_period_in_which_it_lies_at_its_area_and_everywhere(analyst):
    mark(analyst)
    mark(analyst, area="", at=date(2024, 9, 1), precision=Precision.MONTH)
    explained = explained_of(SIXTY_TWO)
    assert explained.get("RFF", ()) == (date(2024, 5, 31), date(2024, 9, 30))
    assert explained.get("RHQ", ()) == (date(2024, 9, 30),)


def test_a_cause_within_a_year_is_known_at_the_end_of_that_year_however_years_are_cut(analyst):
    mark(analyst, measure=STAGE, at=date(2018, 5, 14))
    ends = explained_of(STAGE)["RFF"]
    assert date(2018, 12, 31) in ends
    assert date(2019, 3, 31) in ends
    assert not {date(2017, 12, 31), date(2018, 3, 31), date(2019, 12, 31)} & set(ends)
    assert len(ends) == 12


def test_a_withdrawn_cause_explains_nothing(analyst):
    withdraw(by=analyst, note=mark(analyst), reason="wrong")
    assert explained_of(SIXTY_TWO)["RFF"] == ()


def test_a_day_of_which_there_can_be_no_figure_is_refused(analyst):
    for day in (date(1066, 10, 14), date(9999, 12, 31)):
        with pytest.raises(Refused, match="No figure is of"):
            mark(analyst, at=day)
    assert mark(analyst, at=MARCH)
