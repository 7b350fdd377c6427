"""The rule books under which the engines must agree: national, what-if sets, every setting turned, a local policy."""

from dataclasses import replace
from pathlib import Path

from clearway.standards import RuleBook, load_rule_book

TURNED = {
    "screening_needs_urgent": False,
    "upgrade_on_urgent": "keep_referral_clock",
    "event_12_is_first": False,
    "multi_provider_rule": "longest_holder",
    "fds_late_exclusion_codes": ("01", "02"),
    "children_under_years": 17,
    "d62_days": 60,
}
"""Settings and limits other than the national ones, so that no engine can have one typed in."""

LOCAL_POLICY = "local policy"


def books() -> dict[str, RuleBook]:
    """Each book by the name that a test shows."""
    national = load_rule_book()
    v12 = national.sets["v12"]
    turned = replace(v12, label="turned", as_at=None, parameters=TURNED, thresholds={})
    return {
        "national": national,
        **{label: national.as_set(label) for label in ("v9", "v10", "v11", "v12")},
        "settings turned": national.under(turned),
        LOCAL_POLICY: load_rule_book(Path(__file__).parent / "local_policy"),
    }
