"""The reader chooses how a line is charted; words, table, downloads and links keep to the choice."""

import csv
import io
import re

import pytest
from django.test import Client

from clearway.measures.comparison import ChartKind
from clearway.site.measures import figures
from clearway.site.measures.asked import View
from clearway.site.measures.permissions import EVERYTHING
from clearway.site.measures.presenters.chart_choice import chart_choice, settings_of
from clearway.site.measures.subject import subject_of

BARNSLEY = "/measures/CWT-62D?level=provider&area=RFF"
pytestmark = pytest.mark.django_db


def drawn_as(chart: str, measure: str = "CWT-62D", area: str = "RFF"):
    return subject_of(figures.catalogue()[measure], View(level="provider", area=area, chart=chart), EVERYTHING)


def limits(client: Client, chart: str) -> list[tuple[str, str, str]]:
    answer = client.get(f"{BARNSLEY}&chart={chart}&table=line&format=csv")
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    return [(row["lower"], row["upper"], row["chart"]) for row in rows]


def test_a_page_opens_with_single_values_and_offers_the_charts_that_know_numbers_of_people(page):
    text = page(BARNSLEY)
    assert '<strong aria-current="true">Single values (XmR)</strong>' in text
    for chart in ("p", "p-prime"):
        assert re.search(rf'href="\?level=provider&amp;area=RFF&amp;chart={chart}#change"', text)


def test_the_words_of_a_chart_say_which_method_and_why(page):
    text = page(f"{BARNSLEY}&chart=p")
    assert '<strong aria-current="true">Shares (p)</strong>' in text
    assert "Limits come from the number of people counted in each period" in text
    assert settings_of(drawn_as("p").line).startswith("Chart: p. Limits are of chance at the number of people")
    assert re.search(r"Laney\).*\d\.\d times as wide", settings_of(drawn_as("p-prime").line))


def test_the_downloaded_line_carries_the_limits_and_the_chart_that_was_chosen(as_analyst: Client):
    single, shares = limits(as_analyst, "xmr"), limits(as_analyst, "p")
    assert {row[2] for row in single} == {"XmR, screened moving ranges"}
    assert {row[2] for row in shares} == {"p"}
    assert len({row[:2] for row in single}) == 1
    assert len({row[:2] for row in shares}) > 1, "each point has limits of its own"


def test_links_and_forms_keep_the_chart(page):
    text = page(f"{BARNSLEY}&chart=p")
    assert text.count('<input type="hidden" name="chart" value="p">') == 2
    assert "area=RHQ&amp;chart=p" in text, "the link of another place"


def test_a_line_without_counts_is_drawn_as_single_values_and_says_why(page):
    found = subject_of(figures.catalogue()["CWT-104"], View(chart="p"), EVERYTHING)
    assert found.line.chart_kind is ChartKind.XMR
    choice = chart_choice(found)
    assert choice.options == ()
    assert choice.means.startswith("Shares (p) needs the counts behind every value")


def test_a_chart_that_nobody_knows_is_refused_with_the_known_ones(as_analyst: Client):
    answer = as_analyst.get(f"{BARNSLEY}&chart=pie")
    assert answer.status_code == 400
    assert "p-prime" in answer.content.decode()


def test_a_page_of_another_chart_is_another_page_in_memory():
    assert drawn_as("p").key != drawn_as("").key
