"""The reader chooses what places are held against; words, table, map and links keep to the choice."""

import csv
import io
import re

import pytest
from django.test import Client
from tests.site.measures.test_measure_pages import plain

from clearway.site.measures import figures
from clearway.site.measures.asked import View
from clearway.site.measures.permissions import EVERYTHING, Sight
from clearway.site.measures.presenters.against_choice import against_options, against_words
from clearway.site.measures.presenters.peers import peers_of, values_compared
from clearway.site.measures.presenters.steadier import steadier_of
from clearway.site.measures.subject import subject_of

BARNSLEY = "/measures/CWT-62D?level=provider&area=RFF"
OURS = {"RCU", "RFF", "RFR", "RHQ", "RP5"}
pytestmark = pytest.mark.django_db


def held(against: str, area: str = "RFF", measure: str = "CWT-62D", level: str = "provider"):
    view = View(level=level, area=area, against=against)
    return subject_of(figures.catalogue()[measure], view, EVERYTHING)


def places(client: Client, query: str) -> list[dict[str, str]]:
    answer = client.get(f"{query}&table=places&format=csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_page_opens_against_england_and_offers_the_alliance_and_the_neighbours(page):
    text = page(BARNSLEY)
    assert '<strong aria-current="true">England</strong>' in text
    assert re.search(r'href="\?level=provider&amp;area=RFF&amp;against=alliance#compared">South Yorkshire', text)
    assert 'against=neighbours#compared">Statistical neighbours' in text


def test_against_the_alliance_its_own_trusts_are_compared_with_their_sum_and_all_are_in_it(page, as_analyst: Client):
    subject = held("alliance")
    assert {one.area for one in values_compared(subject)} <= OURS | {"RFS"}
    counts = [(one.numerator, one.denominator) for one in values_compared(subject)]
    assert subject.peers.benchmark == pytest.approx(sum(one for one, _ in counts) / sum(one for _, one in counts))
    text = plain(page(f"{BARNSLEY}&against=alliance"))
    assert "than South Yorkshire and Bassetlaw" in text or "told from South Yorkshire and Bassetlaw" in text
    assert "each of them with its own people in the sum" in text
    assert "Against South Yorkshire and Bassetlaw" in text
    rows = places(as_analyst, f"{BARNSLEY}&against=alliance")
    assert 5 <= len(rows) <= 6
    assert {row["against"] for row in rows} <= {"better", "worse", "no different", "too few to say"}


def test_the_sum_of_the_alliance_is_the_value_that_stands_as_its_own(page):
    subject = held("alliance")
    alliance = figures.told("CWT-62D", "alliance", ("E56000025",)).lines[0].latest
    assert subject.peers.benchmark == pytest.approx(alliance.value, abs=0.002)


def test_against_neighbours_a_place_stands_with_those_most_like_it(page):
    subject = held("neighbours")
    areas = {one.area for one in values_compared(subject)}
    assert "RFF" in areas
    assert 5 < len(areas) <= 11
    assert subject.peers.benchmark_name == "Barnsley Hospital and its statistical neighbours together"
    assert against_words(subject).startswith("All are held against the sum of these ")


def test_a_place_that_is_much_of_the_sum_is_told_so():
    large = held("alliance", "RHQ")
    assert large.compared.share("RHQ") > 0.2
    assert "is in part held against itself" in against_words(large)
    assert "in part held against itself" not in against_words(held("neighbours", "RCU"))


def test_where_no_sum_can_be_made_it_stays_england_and_says_why():
    alliance = held("alliance", "E56000025", level="alliance")
    assert alliance.peers is alliance.told.peers
    assert against_words(alliance).startswith("Not held against its alliance: no alliance is known")
    assert against_words(held("")) == ""


def test_the_word_beside_england_stays_that_of_england_whatever_places_are_held_against(page):
    said = [
        plain(page(BARNSLEY + more)).partition("England: ")[2].split(" – ")[1][:25]
        for more in ("", "&against=alliance")
    ]
    assert said[0] == said[1]


def test_links_and_forms_keep_what_places_are_held_against(page):
    text = page(f"{BARNSLEY}&against=alliance&chart=p")
    assert text.count('<input type="hidden" name="against" value="alliance">') == 2
    assert "area=RHQ&amp;chart=p&amp;against=alliance" in text
    assert "chart=p-prime&amp;against=alliance#change" in text


def test_what_nobody_is_held_against_is_refused_with_what_there_is(as_analyst: Client):
    answer = as_analyst.get(f"{BARNSLEY}&against=mars")
    assert answer.status_code == 400
    assert "neighbours" in answer.content.decode()


def test_who_sees_one_trust_alone_is_offered_nobody_to_be_compared_with():
    view = View(level="provider", area="RFF", against="alliance")
    found = subject_of(figures.catalogue()["CWT-MEDREF"], view, Sight("RFF"))
    assert found.peers is None
    assert against_options(found) == ()


def test_small_places_have_their_own_and_a_steadier_value_with_words_and_a_download(page, as_analyst: Client):
    text = plain(page(BARNSLEY))
    assert "Steadier values for small places" in text
    assert "mostly chance" in text
    assert "is no ranking" in text
    answer = as_analyst.get(f"{BARNSLEY}&table=steadier&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) > 100
    left = {row["area"]: float(row["left"]) for row in rows}
    assert min(left.values()) < 0.2
    assert max(left.values()) > 0.7
    assert all(row["shrunken"] and " to " in row["shrunken_interval"] for row in rows)


def test_few_places_that_are_large_enough_have_no_steadier_values():
    alliances = held("", "E56000025", level="alliance")
    assert steadier_of(alliances, alliances.peers, "alliances") is None
    assert peers_of(held("alliance")).steadier is None


def test_all_values_are_taken_away_with_limits_chosen_labels_and_steadier_values(as_analyst: Client):
    def rows(query: str) -> list[dict[str, str]]:
        answer = as_analyst.get(f"{BARNSLEY}&table=values&format=csv{query}")
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    chosen = [row for row in rows("&chart=p&against=alliance") if row["area"] in ("RFF", "RAE")]
    assert {row["line_chart"] for row in chosen if row["area"] == "RFF"} == {"p"}
    assert {row["line_chart"] for row in chosen if row["area"] == "RAE"} == {"XmR, screened moving ranges"}
    assert [row["against_alliance"] != "" for row in chosen if row["period_end"] == "2025-03-31"] == [False, True]
    assert any(row["shrunken_value"] for row in rows(""))
