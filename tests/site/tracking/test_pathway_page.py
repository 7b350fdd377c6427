"""T1: a tracker opens a breach and can retell it. The page says when the clock started, what was taken off, by which
rule, who answers, what would have changed it, and when somebody could first have acted."""

import json
import re

import pytest
from tests.site.tracking.conftest import page
from tests.site.trail import trail

pytestmark = pytest.mark.usefixtures("on_filled_store")


@pytest.fixture
def story(as_tracker, links) -> str:
    return page(as_tracker, f"/pathways/{links['B1']}")


def test_the_heading_says_how_long_it_took_and_how_far_over_the_limit_that_is(story):
    assert "Treated on day 70: 8 days over the 62-day limit" in story


def test_the_story_has_the_clock_start_each_pause_and_the_end(story):
    assert "Clock started 3 March 2025: urgent suspected cancer referral received" in story
    assert "7 days taken off: the first appointment was missed." in story
    assert "Transfer complete 25 April 2025, day 46" in story
    assert "First treatment started 19 May 2025" in story
    assert "Breach: day 70 (77 without the 7 days taken off), 8 days over the 62." in story


def test_each_rule_of_the_story_leads_to_its_card_with_how_sure_we_are(story):
    for rule in ("START-1", "ADJ-1", "IPT-2", "IPT-3", "DAY-2"):
        assert f'<a href="/standards/{rule}"' in story
    assert "[provisional (from memory)]" in story
    assert "[from running code]" in story


def test_both_trusts_shares_are_told_with_the_working(story):
    assert "Handed over within 46 days (limit 38, late)" in story
    assert "scenario 5" in story
    assert re.search(r"Barnsley[^<]*<span[^>]*>\(investigating\)</span></th><td[^>]*>1</td>", story)
    assert re.search(r"Sheffield[^<]*<span[^>]*>\(treating\)</span></th><td[^>]*>0</td>", story)


def test_what_would_have_changed_it_names_every_step_that_was_long_enough(story):
    changed = story.split('id="change"')[1].split("</section>")[0]
    assert "8 days less in any one of these steps" in changed
    assert "first appointment to being told: 20 days" in changed
    assert "Then day 62, no breach." in changed


def test_the_first_day_somebody_could_have_acted_is_told_with_its_rule(story):
    acted = story.split('id="action"')[1].split("</section>")[0]
    assert "18 April 2025" in acted
    assert "IPT-2" in acted


def test_the_drawing_has_a_name_a_description_and_the_same_in_a_table(story):
    picture = story.split('aria-labelledby="wide-62-title wide-62-words"')[1].split("</svg>")[0]
    assert "day by day" in picture
    assert "Referred on 3 March 2025 (day 0)" in picture
    assert "62-day limit" in picture
    assert "hand over by day 38" in picture
    assert "longest step" in picture
    assert 'fill="url(#wide-62-pause)"' in picture
    assert "The line as a table" in story


def test_all_four_clocks_are_there_the_breached_one_first(story):
    titles = ["62 days, referral", "28 days, referral", "31 days, decision", "Two week wait"]
    places = [story.index(title) for title in titles]
    assert places[0] == min(places)


def test_the_age_of_the_data_and_the_mark_stand_on_the_page(story):
    assert "SYNTHETIC" in story
    assert "may-rff.csv, version 1, received 1 June 2025" in story
    assert "Snapshot" in story


def test_a_breach_without_a_reason_is_said_to_have_none_and_how_to_mend_that(as_tracker, links):
    text = page(as_tracker, f"/pathways/{links['B2']}")
    assert "BREACH_NO_DELAY_REASON" in text
    assert "Out-patient capacity" in page(as_tracker, f"/pathways/{links['B1']}")


def test_a_pathway_within_its_limits_says_so(as_tracker, links):
    assert "within the 62-day limit" in page(as_tracker, f"/pathways/{links['B3']}")


def test_nobody_is_named_until_somebody_asks_with_a_reason(as_tracker, links, story):
    for secret in ("9990000018", "PW1", "Mrs Example"):
        assert secret not in story
    told = as_tracker.post(f"/pathways/{links['B1']}/identifiers", {"reason": "Ringing about the theatre date"})
    text = told.content.decode()
    for secret in ("9990000018", "PW1", "Mrs Example"):
        assert secret in text
    assert "no-store" in told["Cache-Control"]
    event = trail().get(event="identifiers revealed")
    assert (event.actor, event.subject_id, event.reason) == (
        "tracker@example.org",
        links["B1"],
        "Ringing about the theatre date",
    )
    assert not any(secret in json.dumps([event.before, event.after]) for secret in ("9990000018", "PW1"))


def test_a_reason_that_says_nothing_is_refused_and_nobody_is_named(as_tracker, links):
    answer = as_tracker.post(f"/pathways/{links['B1']}/identifiers", {"reason": " x "})
    assert answer.status_code == 422
    assert "Say why you need to know" in answer.content.decode()
    assert "9990000018" not in answer.content.decode()
    assert not trail().filter(event="identifiers revealed").exists()


def test_identifiers_have_no_address_that_a_browser_could_keep(as_tracker, links):
    assert as_tracker.get(f"/pathways/{links['B1']}/identifiers").status_code == 405


def test_an_analyst_reads_the_story_and_is_never_told_who_it_is(as_analyst, links):
    text = page(as_analyst, f"/pathways/{links['B1']}")
    assert "Treated on day 70" in text
    assert "A pseudonym. The record is held by Barnsley" in text
    answer = as_analyst.post(f"/pathways/{links['B1']}/identifiers", {"reason": "I am curious about this"})
    assert answer.status_code == 403
    assert "9990000018" not in answer.content.decode()


def test_an_administrator_opens_no_pathway_whether_or_not_it_exists(as_administrator, links):
    assert as_administrator.get(f"/pathways/{links['B1']}").status_code == 403
    assert as_administrator.get(f"/pathways/{'0' * 20}").status_code == 403
    assert as_administrator.get("/waits/breaches").status_code == 403


def test_every_look_is_on_the_trail_with_who_in_which_role_of_which_organisation(as_analyst, links):
    page(as_analyst, f"/pathways/{links['B1']}")
    event = trail().get(event="pathway viewed")
    assert (event.actor, event.role, event.organisation_code) == (
        "analyst@example.org",
        "alliance_analyst",
        "E56000025",
    )
    assert len(event.after["request"]) == 16
    assert event.after["person"]


def test_who_has_looked_is_shown_to_staff_of_the_trust(as_tracker, links):
    page(as_tracker, f"/pathways/{links['B1']}")
    text = page(as_tracker, f"/pathways/{links['B1']}")
    assert "tracker@example.org (tracker, RFF) pathway viewed (2 times that day)" in text


def test_the_story_downloads_as_text_and_as_json_without_a_name(as_tracker, links):
    plain = as_tracker.get(f"/pathways/{links['B1']}/story.txt")
    assert "attachment" in plain["Content-Disposition"]
    text = plain.content.decode()
    assert text.startswith("SYNTHETIC")
    assert "Breach: day 70" in text
    assert "Drawn by tracker" in text
    written = json.loads(as_tracker.get(f"/pathways/{links['B1']}/story.json").content)
    assert next(clock for clock in written["clocks"] if clock["clock"] == "62")["is_breach"]
    for secret in ("9990000018", "PW1", "Mrs Example", '"B1"'):
        assert secret not in text + json.dumps(written)
    assert trail().filter(event="pathway story downloaded").count() == 2


def test_a_pathway_is_found_by_its_number_and_for_trust_staff_by_nhs_number(as_tracker, links):
    assert links["B1"] in page(as_tracker, f"/pathways/?number={links['B1'][:8].upper()}")
    for typed in ("999 000 0018", "9990000018", "PW1"):
        found = as_tracker.post("/pathways/", {"identifier": typed}).content.decode()
        assert f"/pathways/{links['B1']}" in found, typed
    searches = trail().filter(event="pathway searched for")
    assert [search.after["hits"] for search in searches] == [1, 1, 1, 1]
    assert "9990000018" not in json.dumps([[one.subject_id, one.after] for one in searches])


def test_a_person_of_another_trust_is_not_found(as_tracker, links):
    found = as_tracker.post("/pathways/", {"identifier": "9990000042"}).content.decode()
    assert "No pathway that you may see matches" in found
