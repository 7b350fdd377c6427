"""Published figures are everybody's; computed ones are seen by the trust they belong to and by the alliance."""

import pytest

from clearway.site.performance.permissions import can_see_provider


@pytest.mark.parametrize("path", ["/", "/waits/62", "/waits/62/RHQ", "/alliances", "/measures/CWT-62D"])
def test_published_figures_are_seen_by_a_tracker_of_any_trust(as_tracker, path):
    assert as_tracker.get(path).status_code == 200


def test_a_tracker_sees_computed_figures_of_the_own_trust_alone(as_tracker):
    assert as_tracker.get("/waits/62/RFF?basis=computed").status_code == 200
    assert as_tracker.get("/waits/62/RHQ?basis=computed").status_code == 403
    assert as_tracker.get("/waits/62/RHQ?basis=computed&table=months&format=csv").status_code == 403


def test_a_tracker_who_asks_for_the_alliance_s_computed_figures_is_led_to_the_own_trust(as_tracker):
    answer = as_tracker.get("/waits/62?basis=computed")
    assert answer["Location"] == "/waits/62/RFF?basis=computed"


def test_an_analyst_sees_computed_figures_of_every_trust(as_analyst):
    for path in ("/waits/62?basis=computed", "/waits/62/RHQ?basis=computed"):
        assert as_analyst.get(path).status_code == 200


def test_the_rule_that_guards_is_the_rule_that_shows(tracker, analyst):
    assert can_see_provider(tracker, "computed", "RFF")
    assert not can_see_provider(tracker, "computed", "RHQ")
    assert can_see_provider(tracker, "published", "RHQ")
    assert can_see_provider(analyst, "computed", "RHQ")


def test_nobody_sees_figures_without_signing_in(browser):
    for path in ("/", "/waits/62", "/alliances", "/measures/CWT-62D"):
        assert browser.get(path).status_code == 302
