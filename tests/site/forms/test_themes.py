"""Themes marked in signed answers, and their counts over all forms after disclosure control."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.site.forms.conftest import browser_of

from clearway.records.findings import Refused
from clearway.site.forms.models import FormCase, FormPart, FormTheme
from clearway.site.forms.questionnaire.answers import Place
from clearway.site.forms.services.coding import code_answer
from clearway.site.forms.services.signing import send_back
from clearway.site.forms.theme_counts import exact_counts, theme_counts
from clearway.site.forms.types_held import newest

SEA = "significant-event-analysis"
LEARNED = Place("SEA-42")


def part(case, party: str) -> FormPart:
    return FormPart.unscoped.select_related("case__type_version").get(case=case, party=party)


def test_themes_equal_what_was_marked_in_the_forms(signed, tracker, gp, analyst):
    code_answer(by=tracker, part=part(signed, "hospital"), place=LEARNED, themes=["F3", "F6"])
    code_answer(by=gp, part=part(signed, "practice"), place=Place("SEA-41"), themes=["F3"])
    code_answer(by=analyst, part=part(signed, "hospital"), place=LEARNED, themes=["F3"])
    for level, code in (("trust", "RFF"), ("practice", "C85001"), ("network", "U11111"), ("alliance", "All")):
        assert exact_counts(SEA, level) == {(code, "F3"): {signed.pk}}


def test_a_small_count_is_hidden_at_every_level(signed, tracker):
    code_answer(by=tracker, part=part(signed, "hospital"), place=LEARNED, themes=["F3"])
    for level in ("trust", "practice", "network", "alliance"):
        told = theme_counts(newest()[SEA], level)
        assert told.shown[2] == ("*",)


def _forms(case, many: int, *, practice: str, network: str) -> None:
    """More signed forms like one, each with one theme marked, at a practice."""
    for _ in range(many):
        made = FormCase.unscoped.create(
            type_version=case.type_version,
            subject="More",
            owner_code="RFF",
            started_by="x",
            started_at=timezone.now(),
            state="signed",
            alliance_sees="signed",
        )
        half = FormPart.unscoped.create(
            case=made, party="practice", organisation_code=practice, network_code=network, state="signed"
        )
        FormPart.unscoped.create(case=made, party="hospital", organisation_code="RFF", state="signed")
        FormTheme.unscoped.create(part=half, question="SEA-41", theme="F3", coded_by="x", coded_at=timezone.now())


def test_counts_large_enough_are_shown_and_no_level_gives_away_what_another_hides(case, surgery):
    from clearway.site.organisations.models import Organisation, OrganisationKind

    for code in ("C85002", "C85003", "C85004"):
        Organisation.objects.create(code=code, name=code, kind=OrganisationKind.PRACTICE)
    _forms(case, 9, practice="C85001", network="U1")
    _forms(case, 2, practice="C85002", network="U1")
    _forms(case, 8, practice="C85003", network="U2")
    _forms(case, 7, practice="C85004", network="U3")
    form = newest()[SEA]
    row = dict(zip(theme_counts(form, "practice").organisations, theme_counts(form, "practice").shown[2], strict=True))
    assert row["C85002"] == "*"
    assert list(row.values()).count("*") >= 2  # another one goes with it, or the total would give it away
    networks = dict(
        zip(theme_counts(form, "network").organisations, theme_counts(form, "network").shown[2], strict=True)
    )
    assert networks["U1"] == "*"
    hidden_practices = {code for code, words in row.items() if words == "*"}
    assert (networks["U2"] == "*") == ("C85003" in hidden_practices)
    assert theme_counts(form, "trust").shown[2] == ("26",)


def test_themes_are_marked_only_where_the_answer_and_the_theme_are(signed, case, tracker, stranger):
    half = part(signed, "hospital")
    with pytest.raises(Refused, match="no such theme"):
        code_answer(by=tracker, part=half, place=LEARNED, themes=["F99"])
    with pytest.raises(Refused, match="no such answer"):
        code_answer(by=tracker, part=half, place=Place("SEA-34H"), themes=["F1"])
    with pytest.raises(PermissionDenied):
        code_answer(by=stranger, part=half, place=LEARNED, themes=["F1"])


def test_what_was_marked_in_a_part_that_is_sent_back_no_longer_counts(signed, tracker, gp):
    code_answer(by=tracker, part=part(signed, "hospital"), place=LEARNED, themes=["F3"])
    send_back(by=gp, part=part(signed, "hospital"), reason="Say more")
    assert exact_counts(SEA, "trust") == {}


def test_the_page_marks_shows_and_counts(signed, tracker):
    browser = browser_of(tracker)
    page = f"/forms/{signed.pk}/hospital/themes"
    assert browser.post(page, {"place": "SEA-42__0", "themes": ["F3", "F6"]})["Location"] == f"{page}#SEA-42__0"
    assert browser.post(page, {"place": "SEA-42__x", "themes": ["F3"]}).status_code == 422
    assert 'value="F6" checked' in browser.get(page).content.decode()
    assert "Delay in hospital" in browser.get(f"/forms/{signed.pk}").content.decode()
    counted = browser.get(f"/forms/themes/{SEA}").content.decode()
    assert "Barnsley Hospital" in counted
    assert ">*<" in counted
    file = browser.get(f"/forms/themes/{SEA}?table=trust&format=csv").content.decode()
    assert "*" in file
