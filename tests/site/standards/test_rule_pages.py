"""Every rule has a card that says what it says, where it was read, and how sure that is."""

from pathlib import Path
from shutil import copytree

import pytest

from clearway.standards import load_rule_book
from clearway.standards.examples import FOLDER


@pytest.fixture
def with_local_policy(demo_store):
    copytree(FOLDER / "local_policy", demo_store.policies)
    return demo_store


def page(browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_every_rule_of_the_book_has_a_page_with_its_words_and_its_label(as_tracker):
    for rule in load_rule_book().rules.values():
        text = page(as_tracker, f"/standards/{rule.id}")
        assert rule.id in text
        assert rule.trust.words in text
        assert rule.source.document in text


def test_the_list_leads_to_every_rule(as_tracker):
    text = page(as_tracker, "/standards/")
    assert all(f'href="/standards/{rule}"' in text for rule in load_rule_book().rules)


def test_a_parameter_shows_its_values_by_date_and_the_examples_that_exercise_the_rule(as_tracker):
    text = page(as_tracker, "/standards/IPT-2")
    assert ">38<" in text
    assert "An alliance may set its own." in text
    assert text.count("National Cancer Breach Allocation Guidance") == 2, "once as evidence, once beside the value"
    assert "E28" in page(as_tracker, "/standards/IPT-3")


def test_a_provisional_rule_is_never_shown_without_the_word(as_tracker):
    provisional = [rule for rule in load_rule_book().rules.values() if rule.trust.is_provisional]
    assert provisional
    assert all("provisional" in page(as_tracker, f"/standards/{rule.id}") for rule in provisional)


def test_a_local_value_is_shown_as_local_beside_the_national_one(as_tracker, with_local_policy):
    (policy,) = with_local_policy.policies.glob("*.yaml")
    everywhere = policy.read_text().replace(', tumour_site: "Urological - Prostate"', "")
    Path(policy).write_text(everywhere)
    text = page(as_tracker, "/standards/IPT-2")
    assert "31 <span" in text
    assert "(national: 38)" in text
    assert "local policy EXAMPLE-PROSTATE-HANDOVER" in text


def test_an_unknown_rule_is_not_found(as_tracker):
    assert as_tracker.get("/standards/IPT-99").status_code == 404
    assert as_tracker.get("/standards/..%2Fsettings").status_code == 404


def test_rules_are_found_by_id_and_by_words(as_tracker):
    assert 'href="/standards/IPT-3"' in page(as_tracker, "/search?q=ipt-3")
    assert 'href="/standards/IPT-3"' in page(as_tracker, "/search?q=six+scenarios")


def test_nobody_reads_the_rules_without_signing_in(browser):
    assert browser.get("/standards/IPT-3").status_code == 302
