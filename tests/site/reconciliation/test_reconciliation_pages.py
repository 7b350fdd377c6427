"""Our figures beside the published ones, as each role meets them."""

import re

import pytest
from django.test import Client
from tests.measures.reconciliation.conftest import Bench
from tests.site.tracking.conftest import as_administrator as as_administrator
from tests.site.tracking.conftest import page

from clearway.site.audit.models import Event

pytestmark = pytest.mark.slow

PAGE = "/data/reconciliation"
APRIL = f"{PAGE}?month=2025-04"
LYMPHOMA = "level=cancer_type&label=Haematological - Lymphoma"


def test_the_page_says_how_many_numbers_differ_and_names_the_file(on_compared_store: Bench, as_tracker: Client) -> None:
    text = page(as_tracker, APRIL)
    assert re.search(r"\d+ of \d+ numbers differ from what was published", text)
    assert "2025-04.xlsx (final)" in text
    assert "Barnsley" in text


def test_a_demo_store_says_that_the_comparison_is_an_illustration(on_compared_store: Bench, as_tracker: Client) -> None:
    assert "This is an illustration" in page(as_tracker, APRIL)


def test_a_tracker_opens_the_pathway_that_explains_a_difference(on_compared_store: Bench, as_tracker: Client) -> None:
    text = page(as_tracker, f"{PAGE}/causes?month=2025-04&{LYMPHOMA}")
    assert "Another share between two trusts" in text
    (link,) = set(re.findall(r'href="(/pathways/[0-9a-f]{20})"', text))
    assert link == f"/pathways/{on_compared_store.link('share')}"
    page(as_tracker, link)


def test_looking_at_the_records_behind_a_number_is_on_the_trail(on_compared_store: Bench, as_tracker: Client) -> None:
    page(as_tracker, f"{PAGE}/causes?month=2025-04&{LYMPHOMA}")
    (event,) = Event.objects.filter(event="reconciliation viewed")
    assert event.subject_id == "62 2025-04 RFF"


def test_another_trusts_computed_figures_are_not_for_a_tracker(on_compared_store: Bench, as_tracker: Client) -> None:
    page(as_tracker, f"{APRIL}&trust=RHQ", status=403)
    page(as_tracker, f"{PAGE}/causes?month=2025-04&trust=RHQ&{LYMPHOMA}", status=403)


def test_an_analyst_chooses_among_the_trusts_that_sent_records(on_compared_store: Bench, as_analyst: Client) -> None:
    text = page(as_analyst, APRIL)
    assert all(f'value="{trust}"' in text for trust in ("RFF", "RFR", "RHQ"))


def test_an_administrator_sees_the_numbers_and_no_pathway(on_compared_store: Bench, as_administrator: Client) -> None:
    text = page(as_administrator, f"{PAGE}/causes?month=2025-04&trust=RFF&{LYMPHOMA}")
    assert "opens no single pathway" in text
    assert "/pathways/" not in text
    file = as_administrator.get(f"{PAGE}/causes?month=2025-04&trust=RFF&{LYMPHOMA}&table=causes&format=csv")
    assert on_compared_store.link("share") not in file.content.decode("utf-8-sig")


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_every_difference_can_be_downloaded(on_compared_store: Bench, as_tracker: Client, file_format: str) -> None:
    answer = as_tracker.get(f"{APRIL}&table=differences&format={file_format}")
    assert answer.status_code == 200
    assert "clearway-reconciliation-62-rff-2025-04" in answer["Content-Disposition"].lower()


def test_a_month_without_published_figures_says_what_to_load(on_compared_store: Bench, as_tracker: Client) -> None:
    assert "No published figures of 2024-01 are held" in page(as_tracker, f"{PAGE}?month=2024-01")


def test_a_number_that_agrees_has_no_page_of_causes(on_compared_store: Bench, as_tracker: Client) -> None:
    page(as_tracker, f"{PAGE}/causes?month=2025-04&level=cancer_type&label=Nothing", status=404)


@pytest.mark.parametrize("query", ["standard=14", "month=April", "level=town", "trust=" + "A" * 40])
def test_an_address_out_of_bounds_is_told_in_words(on_compared_store: Bench, as_tracker: Client, query: str) -> None:
    page(as_tracker, f"{PAGE}?{query}", status=400)


def test_a_file_leads_to_the_comparison_of_its_month(on_compared_store: Bench, as_tracker: Client) -> None:
    own = next(row for row in on_compared_store.desk.manifest.rows if row.organisation_code == "RFF")
    answer = as_tracker.get(f"{PAGE}/of/{own.id}")
    assert answer.status_code == 302
    assert answer["Location"] == f"{PAGE}?standard=62&month=2025-05&trust=RFF"
    assert f"{PAGE}/of/{own.id}" in page(as_tracker, f"/data/submissions/{own.id}")


def test_another_trusts_file_leads_nowhere(on_compared_store: Bench, as_tracker: Client) -> None:
    other = next(row for row in on_compared_store.desk.manifest.rows if row.organisation_code == "RHQ")
    page(as_tracker, f"{PAGE}/of/{other.id}", status=404)


def test_the_data_pages_lead_here(on_compared_store: Bench, as_tracker: Client) -> None:
    assert f'href="{PAGE}"' in page(as_tracker, "/data/")


def test_a_stranger_is_asked_to_sign_in(on_compared_store: Bench, browser: Client) -> None:
    assert browser.get(PAGE).status_code == 302
